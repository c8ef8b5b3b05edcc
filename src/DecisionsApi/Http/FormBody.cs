using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace DecisionsApi.Http;

/// <summary>The body of a form, where a question may be too long for an address. Nothing of it is read before its type is known.</summary>
/// <param name="Fields">The fields by name.</param>
/// <param name="Refusal">Why it was not read; null when it was.</param>
internal sealed record FormBody(IReadOnlyDictionary<string, StringValues> Fields, IResult? Refusal)
{
    public const string MediaType = "application/x-www-form-urlencoded";
    public const int MaxBytes = 1 << 20;

    /// <summary>What the server itself lets through: a little more, because what it refuses has no problem of ours.</summary>
    private const int ServerMaxBytes = MaxBytes + 16_384;

    public static async Task<FormBody> Read(HttpRequest request, CancellationToken stop)
    {
        // Elsewhere the server takes no body at all, and would end the connection of one that is refused.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = ServerMaxBytes;
        }
        var type = request.GetTypedHeaders().ContentType;
        if (type?.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase) != true)
        {
            return Refused(Problems.UnsupportedBody(request.ContentType, MediaType));
        }
        if (request.ContentLength > MaxBytes)
        {
            return TooLarge(request);
        }
        using var bytes = new MemoryStream();
        var buffer = new byte[16_384];
        for (int read; (read = await request.Body.ReadAsync(buffer, stop)) > 0; )
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaxBytes)
            {
                return TooLarge(request);
            }
        }
        return new(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length)), null);
    }

    /// <summary>The rest is not read, so that nothing can follow it.</summary>
    private static FormBody TooLarge(HttpRequest request)
    {
        request.HttpContext.Response.Headers.Connection = "close";
        return Refused(Problems.BodyTooLarge(MaxBytes));
    }

    private static FormBody Refused(IResult problem) => new(new Dictionary<string, StringValues>(), problem);
}
