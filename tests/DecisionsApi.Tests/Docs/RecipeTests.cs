using System.Text.RegularExpressions;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Docs;

/// <summary>Where there are real published files, the answers the recipes show are those the service gives.</summary>
public sealed class RecipeTests
{
    private static readonly (string Set, string Body)[] Sets =
    [
        ("devon", "devon-county-council"),
        ("devon-cards", "devon-county-council"),
        ("oxford", "oxford-city-council"),
        ("trafford", "trafford-council"),
        ("trafford-cards", "trafford-council"),
    ];

    [Fact]
    public async Task Their_answers_are_those_of_the_files_as_published()
    {
        await using var register = new GivenRegister().Shipped();
        foreach (var (set, body) in Sets)
        {
            Assert.All(
                register.ImportAll(RealData.Folder("spend/" + set), new ImportOptions { Body = body }),
                report => Assert.Null(report.Error)
            );
        }
        var recipes = Recipes().ToList();
        Assert.Equal(9, recipes.Count);
        foreach (var (path, answer) in recipes)
        {
            Abbreviated.Match(answer, await register.GetText(path));
        }
    }

    /// <summary>The last call of each recipe, and the answer shown for it.</summary>
    private static IEnumerable<(string Path, string Answer)> Recipes() =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "recipes.md"))
            .Split("\n## ")
            .Select(recipe =>
                (
                    Calls: Regex.Matches(recipe, "^curl 'http://127\\.0\\.0\\.1:5080(/[^']+)'$", RegexOptions.Multiline),
                    Answer: Regex.Match(recipe, "```json\n(.*?)```", RegexOptions.Singleline)
                )
            )
            .Where(recipe => recipe.Answer.Success)
            .Select(recipe => (recipe.Calls[^1].Groups[1].Value, recipe.Answer.Groups[1].Value));
}
