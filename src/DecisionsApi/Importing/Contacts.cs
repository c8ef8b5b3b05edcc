using System.Text;
using DecisionsApi.Tabular;

namespace DecisionsApi.Importing;

/// <summary>Takes contact persons, e-mail addresses and telephone numbers out of a record's text before anything is stored.</summary>
internal static class Contacts
{
    // Compared as Headings.Normalise gives them; as registers and requests for them call the columns.
    private static readonly HashSet<string> Names =
    [
        "contact",
        "contactname",
        "contactperson",
        "contactemail",
        "contacttelephone",
        "contactphone",
        "contactofficer",
        "contactaddress1",
        "contactaddress2",
        "contacttown",
        "contactpostcode",
        "contactcountry",
        "contactwebsite",
        "contactdetails",
        "contactnumber",
        "contactofficername",
        "supplierscontactname",
        "suppliercontact",
        "suppliercontactname",
        "suppliercontactemail",
        "suppliercontactdetails",
        "suppliercontacttelephone",
        "supplieremail",
        "supplieremailaddress",
        "suppliertelephone",
        "suppliertelephonenumber",
        "suppliertelephoneno",
        "supplierphone",
        "supplierphonenumber",
        "councilcontact",
        "councilcontactname",
        "contractowner",
        "contractownername",
        "contractowneremail",
        "contractmanager",
        "contractmanagername",
        "contractmanageremail",
        "contractlead",
        "contractofficer",
        "leadofficer",
        "leadofficername",
        "leadcontact",
        "officer",
        "officername",
        "procurementcontact",
        "procurementlead",
        "procurementofficer",
        "responsibleofficer",
        "responsibleofficername",
        "email",
        "emailaddress",
        "telephone",
        "telephonenumber",
        "telephoneno",
        "telno",
        "phone",
        "phonenumber",
        "mobile",
    ];

    /// <summary>Headings of columns that hold them, as they are compared.</summary>
    public static IReadOnlyCollection<string> Headings => Names;

    /// <summary>Which of a table's columns hold them.</summary>
    public static int[] Columns(IReadOnlyList<string> headings) =>
        [.. Enumerable.Range(0, headings.Count).Where(i => Names.Contains(Tabular.Headings.Normalise(headings[i])))];

    /// <summary>The record's text with the given columns emptied; line ends inside them stay, so that line numbers hold.</summary>
    public static string Blank(RecordReader record, ReadOnlySpan<int> columns)
    {
        if (columns.IsEmpty || record.Fault is not null)
        {
            // A record that cannot be split cannot be searched for contacts either: of a table that has them nothing is kept.
            return columns.IsEmpty ? record.Raw.ToString() : "";
        }
        var text = new StringBuilder(record.Raw.Length);
        var from = 0;
        foreach (var column in columns)
        {
            if (column < record.Count)
            {
                var (start, length) = record.CellRange(column).GetOffsetAndLength(record.Raw.Length);
                text.Append(record.Raw[from..start]);
                foreach (var c in record.Raw.Slice(start, length))
                {
                    if (c is '\r' or '\n')
                    {
                        text.Append(c);
                    }
                }
                from = start + length;
            }
        }
        return text.Append(record.Raw[from..]).ToString();
    }
}
