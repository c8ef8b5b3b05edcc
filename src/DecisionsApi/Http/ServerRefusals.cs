using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using DecisionsApi.Formats;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DecisionsApi.Http;

using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

/// <summary>
/// Gives a problem document to what the server refuses before any of our code sees it: what is no HTTP, or beyond the server's own
/// bounds. The server announces such a refusal and then writes a bare answer to the connection, which is exchanged there.
/// </summary>
internal sealed class ServerRefusals(TimeProvider time) : IObserver<KeyValuePair<string, object?>>
{
    private const string Refusal = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Puts itself between the server and every connection.</summary>
    public static void Configure(KestrelServerOptions server) =>
        server.ConfigureEndpointDefaults(endpoint =>
            endpoint.Use(next =>
                connection =>
                {
                    var output = new Output(connection.Transport.Output);
                    connection.Features.Set(output);
                    connection.Transport = new Duplex(connection.Transport.Input, output);
                    return next(connection);
                }
            )
        );

    /// <summary>Listens to what the server announces, and to nothing else.</summary>
    public static void Watch(IServiceProvider services) =>
        services
            .GetRequiredService<DiagnosticListener>()
            .Subscribe(new ServerRefusals(services.GetRequiredService<TimeProvider>()), name => name == Refusal);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (
            value.Value is IFeatureCollection features
            && features.Get<IBadRequestExceptionFeature>()?.Error is BadHttpRequestException error
            && features.Get<IHttpResponseFeature>() is { HasStarted: false }
            // Under TLS the connection carries what is encrypted already.
            && features.Get<ITlsHandshakeFeature>() is null
        )
        {
            var isHead = HttpMethods.IsHead(features.Get<IHttpRequestFeature>()?.Method ?? "");
            features.Get<Output>()?.Exchange(Answer(error, isHead));
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    private byte[] Answer(BadHttpRequestException error, bool isHead)
    {
        var problem = Problems.Http(error.StatusCode, method: "");
        // What was found is quoted only where the server logs it; elsewhere empty quotation marks are left.
        problem.Detail ??= $"The request cannot be read as HTTP/1.1: {error.Message.Replace(": ''", "").TrimEnd('.')}.";
        var body = JsonSerializer.SerializeToUtf8Bytes(problem, Json.Options);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            HTTP/1.1 {problem.Status} {problem.Title}
            Content-Length: {body.Length}
            Content-Type: {Problems.MediaType}
            Connection: close
            Date: {time.GetUtcNow():R}
            Cache-Control: no-store
            Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
            X-Content-Type-Options: nosniff
            Access-Control-Allow-Origin: *


            """
        );
        var bytes = Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n"));
        return isHead ? bytes : [.. bytes, .. body];
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>What goes to a connection: as it comes, until an answer is to be exchanged for the server's own.</summary>
    private sealed class Output(PipeWriter connection) : PipeWriter
    {
        private ArrayBufferWriter<byte>? _bare;
        private byte[]? _answer;

        public override bool CanGetUnflushedBytes => connection.CanGetUnflushedBytes;

        public override long UnflushedBytes => connection.UnflushedBytes;

        private IBufferWriter<byte> Buffer => _bare is null ? connection : _bare;

        public void Exchange(byte[] answer) => (_answer, _bare) = (answer, new());

        public override void Advance(int bytes) => Buffer.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => Buffer.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => Buffer.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            if (_bare is { WrittenCount: > 0 })
            {
                // To a client that begins in HTTP/2 the server answers with a frame.
                connection.Write(_bare.WrittenSpan.StartsWith("HTTP/1."u8) ? _answer : _bare.WrittenSpan);
                _bare = null;
            }
            return connection.FlushAsync(cancellationToken);
        }

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
            _bare is null ? connection.WriteAsync(source, cancellationToken) : base.WriteAsync(source, cancellationToken);

        public override void CancelPendingFlush() => connection.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => connection.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => connection.CompleteAsync(exception);
    }
}
