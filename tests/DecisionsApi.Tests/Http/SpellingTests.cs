using DecisionsApi.Http;

namespace DecisionsApi.Tests.Http;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("bdy", "body")]
    [InlineData("LIMIT", "limit")]
    [InlineData("supplierNames", "supplierName")]
    [InlineData("a", null)]
    [InlineData("xy", null)]
    [InlineData("somethingElse", null)]
    public void The_nearest_name_is_one_that_may_have_been_meant(string name, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(name, ["q", "id", "body", "limit", "supplierName"]));
}
