using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using DecisionsApi.Formats;

namespace DecisionsApi.Pages;

/// <summary>A piece of HTML. It is made from templates only, and a template encodes every value that is not HTML itself.</summary>
internal sealed record Html(string Text)
{
    public static readonly Html Nothing = new("");

    /// <summary>The HTML of a template.</summary>
    public static Html Of(HtmlTemplate template) => new(template.ToString());

    public override string ToString() => Text;
}

/// <summary>Takes the pieces of a template; the compiler calls it for every <c>$"…"</c> given to <see cref="Html.Of"/>.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlTemplate(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + formattedCount * 16);

    public void AppendLiteral(string literal) => _text.Append(literal);

    public void AppendFormatted(Html? html) => _text.Append(html?.Text);

    public void AppendFormatted(IEnumerable<Html> pieces) => _text.AppendJoin('\n', pieces.Select(piece => piece.Text));

    // A list would else be taken for a value of any type, and its name for its text.
    public void AppendFormatted(List<Html> pieces) => AppendFormatted(pieces.AsEnumerable());

    public void AppendFormatted<T>(T value, string? format = null) =>
        _text.Append(
            HtmlText.Encoder.Encode(string.Format(CultureInfo.InvariantCulture, format is null ? "{0}" : $"{{0:{format}}}", value))
        );

    public override string ToString() => _text.ToString();
}
