using DecisionsApi.Http;
using Microsoft.AspNetCore.Http;

namespace DecisionsApi.Tests.Http;

public sealed class NegotiationTests
{
    [Theory]
    [InlineData(null, "json")]
    [InlineData("", "json")]
    [InlineData("*/*", "json")]
    [InlineData("text/*", "csv")]
    [InlineData("TEXT/CSV", "csv")]
    [InlineData("text/csv; charset=utf-8", "csv")]
    [InlineData("application/x-ndjson", "jsonl")]
    [InlineData("text/csv;q=0.5, application/jsonl;q=0.6", "jsonl")]
    [InlineData("text/csv, */*;q=0.1", "csv")]
    [InlineData("application/json;q=0, */*", "csv")]
    [InlineData("application/json;q=0, application/*;q=0.5, text/csv;q=0.4", "jsonl")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", "json")]
    [InlineData("image/png", null)]
    [InlineData("*/*;q=0", null)]
    [InlineData(";;;", "json")]
    public void The_form_accepted_most_is_given(string? accept, string? expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Accept = accept;

        Assert.Equal(expected, Negotiation.Preferred(context.Request, Offers.Lists)?.Format);
    }
}
