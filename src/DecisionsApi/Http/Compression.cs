using System.IO.Compression;
using DecisionsApi.Formats;
using Microsoft.AspNetCore.ResponseCompression;

namespace DecisionsApi.Http;

/// <summary>Brotli and gzip for everything that is text. Nothing here is secret, so that length may tell what it likes, also over TLS.</summary>
internal static class Compression
{
    public static void Add(IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes =
            [
                .. ResponseCompressionDefaults.MimeTypes,
                .. TableFormat.All.Where(format => format.IsText).Select(format => format.MediaType),
                .. FeedFormat.All.Select(format => format.MediaType),
                LinkedData.MediaType,
                Offers.CsvMetadataType,
                Problems.MediaType,
                "image/svg+xml",
            ];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }
}
