using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace DecisionsApi.Formats;

/// <summary>Makes text safe to insert in HTML: letters beyond ASCII stay readable; what means something in HTML never stays.</summary>
internal static class HtmlText
{
    public static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
}
