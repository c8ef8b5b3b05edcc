using DecisionsApi.Contracts;
using DecisionsApi.Contracts.Ocds;
using DecisionsApi.Importing;

namespace DecisionsApi.Tests.Importing;

public sealed class JsonOutlineTests
{
    [Theory]
    [InlineData("{\"ocid\":\"a\"}", "ocds")]
    [InlineData("{\"ocid\":\"a\"}\n{\"ocid\":\"b\"}", "ocds")]
    [InlineData("[{\"id\":\"a\",\"ocid\":", "ocds")]
    [InlineData(" {\n\"uri\": \"x\", \"publisher\": {\"name\":\"x\"}, \"releases\":[{", "ocds")]
    [InlineData("{\"releases\":[]}", "ocds")]
    [InlineData("{\"records\":[]}", "ocds")]
    [InlineData("{\"contracts\":[{\"ocid\":\"a\"}]}", "contracts")]
    [InlineData("\uFEFF{\"contracts\":[]}", "contracts")]
    [InlineData("{\"id\":\"x\",\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"properties\":{\"ocid\":{}}}", "schema")]
    [InlineData("{\"decisions\":[]}", "")]
    [InlineData("{\"x\":{\"ocid\":1}}", "")]
    [InlineData("{broken", "")]
    public void A_document_is_known_by_its_beginning(string text, string expected)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);

        var outline = JsonOutline.Of(path);

        File.Delete(path);
        Assert.Equal(expected == "ocds", new OcdsImport().Recognise(outline));
        Assert.Equal(expected == "contracts", new ContractImport().Recognise(outline));
        Assert.Equal(expected == "schema", outline.IsSchema);
    }
}
