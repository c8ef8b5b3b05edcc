using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace DecisionsApi.Pages;

/// <summary>What every page has around it.</summary>
internal static class Layout
{
    /// <summary>A page as an answer.</summary>
    public static ContentHttpResult Page(string title, Html main, int status = StatusCodes.Status200OK, Html? head = null) =>
        TypedResults.Text(
            Html.Of(
                $"""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>{title}</title>
                <link rel="stylesheet" href="/site.css">
                {head}
                </head>
                <body>
                <a class="skip" href="#main">Skip to content</a>
                <header><a class="home" href="/">DecisionsApi</a>
                <nav aria-label="Site"><a href="/docs">Reference</a> <a href="/v1/status">Status</a></nav></header>
                <main id="main">
                {main}
                </main>
                <footer><p>Contains public sector information licensed under the
                <a href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/">Open Government Licence v3.0</a>,
                as published by the bodies named, unless <a href="/v1/sources">a source</a> says otherwise.</p></footer>
                </body>
                </html>

                """
            ).Text,
            "text/html; charset=utf-8",
            statusCode: status
        );

    /// <summary>A page to be shown inside another: nothing around it, and its links open outside.</summary>
    public static ContentHttpResult Framed(string title, Html main) =>
        TypedResults.Text(
            Html.Of(
                $"""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>{title}</title>
                <link rel="stylesheet" href="/site.css">
                <base target="_blank">
                </head>
                <body class="framed">
                <main>
                {main}
                </main>
                </body>
                </html>

                """
            ).Text,
            "text/html; charset=utf-8"
        );

    /// <summary>The search box.</summary>
    public static Html SearchBox(string? q = null) =>
        Html.Of(
            $"""
            <form class="search" role="search" action="/search" method="get">
            <label for="q">Search decisions, contracts and spending</label>
            <div><input id="q" name="q" type="search" value="{q}" maxlength="200" required>
            <button type="submit">Search</button></div>
            </form>
            """
        );

    /// <summary>Whether the caller is a browser: it names HTML, and nothing that it would rather have.</summary>
    public static bool IsForBrowser(HttpContext context)
    {
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        var accepted = context.Request.GetTypedHeaders().Accept;
        var best = accepted.Where(type => type.Quality is null or > 0).OrderByDescending(type => type.Quality ?? 1).FirstOrDefault();
        return best?.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) == true;
    }
}
