using System.Globalization;
using System.IO.Compression;
using System.Text;
using Dapper;
using DecisionsApi.Expenditure;
using DecisionsApi.Formats;
using DecisionsApi.Importing;
using FsCheck;
using FsCheck.Fluent;

namespace DecisionsApi.Tests.Expenditure;

/// <summary>
/// Ten years of one publisher's files, with everything publishers do to them afterwards, against a model made of lists: counts and
/// ids after every file, and at the end withheld values nowhere, a sound register, and the same register from the same files.
/// </summary>
public sealed class HistoryTests
{
    /// <summary>The same histories on every run; DECISIONS_HISTORIES asks for more of them.</summary>
    [Fact]
    public void Ten_years_of_corrections_leave_the_latest_versions()
    {
        var more = Environment.GetEnvironmentVariable("DECISIONS_HISTORIES");
        var config = Config
            .QuickThrowOnFailure.WithMaxTest(more is null ? 6 : int.Parse(more, CultureInfo.InvariantCulture))
            .WithReplay(20111122, 20121121);
        Prop.ForAll(Histories.History(), Check).Check(config);
    }

    private static void Check(History history)
    {
        using var replay = new Replay();
        var publisher = new Publisher(replay);
        foreach (var year in Enumerable.Range(2011, 10))
        {
            publisher.Publish(year, 1, year == 2011 ? 24 : 5);
            if (year % 5 == 1)
            {
                publisher.Publish(year, 7, 4);
            }
            foreach (var deed in history.Deeds.Where(d => d.Year == year))
            {
                publisher.Do(deed);
            }
        }
        publisher.CheckTheEnd();
    }

    /// <summary>Something a publisher does in a year; which file, row and manner come out of the numbers.</summary>
    public sealed record Deed(int Year, DeedKind Kind, int File, int Row, int Value)
    {
        public override string ToString() => $"{Year} {Kind} file {File} row {Row} value {Value}";
    }

    public enum DeedKind
    {
        CorrectAmount,
        CorrectPurpose,
        Remove,
        Add,
        Redact,
        RedactNote,
        RenameHeadings,
        MoveColumns,
        Shuffle,
        Repeat,
        Truncate,
        TruncateAndRename,
        SameBytes,
        WriteOtherwise,
        Yearly,
        RedactWhileTruncated,
    }

    public sealed record History(Deed[] Deeds)
    {
        public override string ToString() => string.Join("\n", Deeds.Select(d => d.ToString()));
    }

    public static class Histories
    {
        public static Arbitrary<History> History()
        {
            var deed =
                from year in Gen.Choose(2011, 2020)
                from kind in Gen.Elements(Enum.GetValues<DeedKind>())
                from file in Gen.Choose(0, 30)
                from row in Gen.Choose(0, 30)
                from value in Gen.Choose(0, 30)
                select new Deed(year, kind, file, row, value);
            return Arb.From(
                from count in Gen.Choose(10, 30)
                from deeds in deed.ArrayOf(count)
                select new History(deeds),
                history => history.Deeds.Select((_, i) => new History([.. history.Deeds[..i], .. history.Deeds[(i + 1)..]]))
            );
        }
    }

    /// <summary>A row as a person reads it, whatever its letters.</summary>
    private sealed record Line(int Day, string Supplier, int Pounds, string Reference, string Purpose, string Note)
    {
        public const string Withheld = "REDACTED PERSONAL DATA";
    }

    /// <summary>How a publisher writes: headings, order of columns, numbers and days.</summary>
    private sealed record Style(int Headings, int Turn, int Writing)
    {
        // All of one meaning in their row: the kind of date and the VAT basis do not change with them.
        private static readonly string[][] Names =
        [
            ["Date", "DATE ", "Transaction Date"],
            ["Supplier Name", "Supplier", "Beneficiary"],
            ["Amount", "Amount Paid", "Value"],
            ["Transaction Number", "Transaction No", "Voucher Number"],
            ["Purpose", "purpose", "Description"],
            ["Ledger note", "LEDGER  NOTE", "Ledger remark"],
        ];

        public string Write(int year, int month, IEnumerable<Line> lines)
        {
            var text = new StringBuilder(Turned([.. Names.Select((names, i) => names[(Headings + (Headings > 2 ? i : 0)) % 3])]));
            foreach (var line in lines)
            {
                var day = new DateOnly(year, month, line.Day);
                text.Append(
                    Turned([
                        Writing % 2 == 0 ? $"{day:dd/MM/yyyy}" : $"{day:yyyy-MM-dd}",
                        line.Supplier,
                        Writing / 2 == 0 ? $"{line.Pounds}" : $"£{line.Pounds}.00",
                        line.Reference,
                        line.Purpose,
                        line.Note,
                    ])
                );
            }
            return text.ToString();
        }

        private string Turned(string[] cells) => string.Join(',', cells.Select((_, i) => cells[(i + Turn) % cells.Length])) + "\n";
    }

    private sealed class PublishedFile(int year, int month)
    {
        public string Name { get; } = $"spend-{year}-{month:00}.csv";
        public int Year { get; } = year;
        public int Month { get; } = month;
        public List<Line> Lines { get; } = [];
        public Style Style { get; set; } = new(0, 0, 0);
        public Dictionary<string, Line> Live { get; set; } = [];
        public Dictionary<string, Line> Gone { get; } = [];
        public string Text => Style.Write(Year, Month, Lines);
    }

    private sealed class Publisher(Replay replay)
    {
        private readonly List<PublishedFile> _files = [];
        private readonly HashSet<string> _secrets = [];
        private readonly Dictionary<int, string> _yearly = [];
        private int _number;

        public void Publish(int year, int month, int rows)
        {
            var file = new PublishedFile(year, month);
            file.Lines.AddRange(Enumerable.Range(0, rows).Select(n => NewLine(n)));
            _files.Add(file);
            Import(file);
        }

        private Line NewLine(int n)
        {
            _number++;
            // Few values, so that equal rows, shared references and rows without any are common.
            var supplier = n % 3 == 0 ? $"Person{_number}x" : $"Firm {n % 2}";
            var reference = (n % 4) switch
            {
                0 => $"T{_number}",
                1 => "",
                2 => $"S{n % 3}",
                _ => $"T{_number}",
            };
            return new(1 + n % 20, supplier, 1 + n % 5, reference, $"Works {n % 2}", n % 3 == 1 ? $"Note{_number}x" : "");
        }

        public void Do(Deed deed)
        {
            var file = _files[deed.File % _files.Count];
            var at = deed.Row % file.Lines.Count;
            var line = file.Lines[at];
            switch (deed.Kind)
            {
                case DeedKind.CorrectAmount:
                    file.Lines[at] = line with { Pounds = 1 + deed.Value };
                    break;
                case DeedKind.CorrectPurpose:
                    file.Lines[at] = line with { Purpose = $"Works {deed.Value}" };
                    break;
                case DeedKind.Remove when file.Lines.Count > 1:
                    file.Lines.RemoveAt(at);
                    break;
                case DeedKind.Add:
                    file.Lines.Insert(at, NewLine(deed.Value));
                    break;
                case DeedKind.Redact when line.Supplier.StartsWith("Person", StringComparison.Ordinal):
                    Redact(file, at);
                    break;
                case DeedKind.RedactNote when line.Note.StartsWith("Note", StringComparison.Ordinal):
                    file.Lines[at] = line with { Note = "Redacted" };
                    Withhold(line.Note);
                    break;
                case DeedKind.RenameHeadings:
                    file.Style = file.Style with { Headings = deed.Value % 6 };
                    break;
                case DeedKind.MoveColumns:
                    file.Style = file.Style with { Turn = deed.Value % 6 };
                    break;
                case DeedKind.Shuffle:
                    var shuffled = file.Lines.OrderBy(l => HashCode.Combine(l.Day * 31 % (deed.Value + 2), l.Pounds)).ToList();
                    file.Lines.Clear();
                    file.Lines.AddRange(shuffled);
                    break;
                case DeedKind.Repeat:
                    file.Lines.Insert(at, line);
                    break;
                case DeedKind.Truncate:
                    WhileTruncated(file, at, () => { });
                    break;
                case DeedKind.TruncateAndRename:
                    WhileTruncated(file, at, () => file.Style = file.Style with { Headings = deed.Value % 6, Writing = deed.Value % 4 });
                    break;
                case DeedKind.RedactWhileTruncated:
                    var person = file.Lines.FindLastIndex(l => l.Supplier.StartsWith("Person", StringComparison.Ordinal));
                    if (person > 0)
                    {
                        WhileTruncated(file, person, () => Redact(file, person));
                    }
                    return;
                case DeedKind.SameBytes:
                    Import(file);
                    break;
                case DeedKind.WriteOtherwise:
                    file.Style = file.Style with { Writing = deed.Value % 4 };
                    break;
                case DeedKind.Yearly:
                    Yearly(file.Year);
                    return;
                default:
                    return;
            }
            Import(file);
        }

        private void Redact(PublishedFile file, int at)
        {
            var name = file.Lines[at].Supplier;
            file.Lines[at] = file.Lines[at] with { Supplier = Line.Withheld };
            Withhold(name);
        }

        private void Withhold(string text)
        {
            if (
                !_files.Exists(f => f.Text.Contains(text, StringComparison.Ordinal))
                && !_yearly.Values.Any(y => y.Contains(text, StringComparison.Ordinal))
            )
            {
                _secrets.Add(text);
            }
        }

        private void WhileTruncated(PublishedFile file, int at, Action meanwhile)
        {
            var whole = file.Lines.ToList();
            file.Lines.RemoveRange(Math.Max(at, 1), file.Lines.Count - Math.Max(at, 1));
            Import(file);
            file.Lines.Clear();
            file.Lines.AddRange(whole);
            meanwhile();
            Import(file);
        }

        /// <summary>A file for the whole year: of months with twenty rows or more every row is there already.</summary>
        private void Yearly(int year)
        {
            var months = _files.Where(f => f.Year == year).ToList();
            var text = string.Concat(
                months
                    .Select((f, i) => (f.Style with { Headings = 0, Turn = 0 }).Write(year, f.Month, f.Lines))
                    .Select((t, i) => i == 0 ? t : t[(t.IndexOf('\n', StringComparison.Ordinal) + 1)..])
            );
            var first = !_yearly.ContainsKey(year);
            _yearly[year] = text;
            var report = replay.Import($"year-{year}.csv", text);
            Assert.Equal(months.Sum(f => f.Lines.Count), report.Rows!.Read);
            if (first)
            {
                Assert.Equal(months.Where(f => f.Lines.Count >= 20).Sum(f => f.Lines.Count), report.Rows.AlreadyPublished);
            }
            var again = replay.Import($"year-{year}.csv", text);
            Assert.Equal((0, report.Rows.AlreadyPublished, 0), (again.Rows!.Saved, again.Rows.AlreadyPublished, again.Rows.Withdrawn));
        }

        private void Import(PublishedFile file)
        {
            var report = replay.Import(file.Name, file.Text);

            Assert.True(report.Error is null, $"{file.Name}: {report.Error?.Message}");
            var expected = Expected.Of([.. file.Live.Values], [.. file.Gone.Values], file.Lines);
            Assert.Equal(
                (expected.Changed + expected.Created + expected.Revived, expected.Unchanged, expected.Withdrawn),
                (report.Rows!.Saved, report.Rows.Unchanged, report.Rows.Withdrawn)
            );
            Assert.Equal(file.Lines.Sum(l => l.Pounds), report.SumAmount);
            Compare(file, replay.Live(file.Name), expected);
        }

        /// <summary>The register has the file's rows, and every record that stayed, changed or came back has kept its id.</summary>
        private static void Compare(PublishedFile file, Dictionary<string, Line> now, Expected expected)
        {
            Assert.Equal(file.Lines.Select(l => l.ToString()).Order(), now.Values.Select(l => l.ToString()).Order());
            var stayed = now.Where(r => file.Live.ContainsKey(r.Key)).ToList();
            var changed = stayed.Where(r => file.Live[r.Key] != r.Value).ToList();
            Assert.Equal((expected.Unchanged, expected.Changed), (stayed.Count - changed.Count, changed.Count));
            Assert.All(changed, r => Assert.Equal(file.Live[r.Key].Reference, r.Value.Reference));
            var back = now.Where(r => file.Gone.ContainsKey(r.Key)).ToList();
            Assert.Equal(expected.Revived, back.Count);
            Assert.All(back, r => Assert.Equal(file.Gone[r.Key], r.Value));
            back.ForEach(r => file.Gone.Remove(r.Key));
            foreach (var (id, line) in file.Live.Where(r => !now.ContainsKey(r.Key)))
            {
                file.Gone[id] = line;
            }
            file.Live = now;
        }

        public void CheckTheEnd()
        {
            Assert.Empty(replay.Register.Faults());
            replay.AssertNowhere(_secrets);
            replay.AssertSameFromSameFiles();
        }
    }

    /// <summary>What must become of a file's rows, worked out with lists.</summary>
    private sealed record Expected(int Unchanged, int Changed, int Created, int Revived, int Withdrawn)
    {
        public static Expected Of(List<Line> live, List<Line> gone, IReadOnlyList<Line> file)
        {
            var before = live.ToList();
            var left = live.ToList();
            var unmatched = file.Where(line => !left.Remove(line)).ToList();
            var unchanged = file.Count - unmatched.Count;
            bool KeepsItsRecord(Line line) =>
                line.Reference.Length > 0
                && before.Count(l => l.Reference == line.Reference) == 1
                && file.Count(l => l.Reference == line.Reference) == 1
                && left.RemoveAll(l => l.Reference == line.Reference) == 1;
            var changed = unmatched.RemoveAll(KeepsItsRecord);
            var pool = gone.ToList();
            var revived = unmatched.RemoveAll(pool.Remove);
            return new(unchanged, changed, unmatched.Count, revived, left.Count);
        }
    }

    /// <summary>A register, and everything that was imported into it.</summary>
    private sealed class Replay : IDisposable
    {
        private readonly List<(string Name, string Text)> _imported = [];

        public GivenRegister Register { get; } = new();

        public TableReport Import(string name, string text)
        {
            _imported.Add((name, text));
            return Register.Import(name, text);
        }

        public Dictionary<string, Line> Live(string file)
        {
            using var reading = Register.Database.Read(TestContext.Current.CancellationToken);
            var (columns, tables) = PaymentSql.Select(raw: false);
            return reading
                .Connection.Query<PaymentSql.Row>(
                    $"SELECT {columns} {tables} JOIN series e ON e.key = o.series_key WHERE e.name = @file AND p.withdrawn_sequence IS NULL",
                    new { file }
                )
                .Select(PaymentSql.From)
                .ToDictionary(
                    p => p.Id,
                    p => new Line(
                        p.PaidOn!.Value.Day,
                        p.Supplier?.NameAsPublished ?? p.Withheld.Single().Text,
                        (int)p.Amount,
                        p.TransactionReference ?? "",
                        p.Purpose ?? "",
                        p.Extra.Values.Single() ?? ""
                    )
                );
        }

        public void AssertNowhere(IReadOnlyCollection<string> secrets)
        {
            using var reading = Register.Database.Read(TestContext.Current.CancellationToken);
            var columns = reading
                .Connection.Query<(string Table, string Column)>(
                    """
                    SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
                    WHERE m.type = 'table' AND m.name NOT LIKE '%!_text%' ESCAPE '!' AND c.type = 'TEXT'
                    """
                )
                .ToList();
            foreach (var (table, column) in columns)
            {
                var texts = reading.Connection.Query<string?>($"SELECT DISTINCT {column} FROM {table}");
                var all = string.Join('\n', texts);
                Assert.All(
                    secrets,
                    secret => Assert.False(all.Contains(secret, StringComparison.Ordinal), $"{secret} stands in {table}.{column}")
                );
            }
            var files = reading.Connection.Query<byte[]>("SELECT bytes FROM archive").Select(Unzip).ToList();
            Assert.All(secrets, secret => Assert.DoesNotContain(files, file => file.Contains(secret, StringComparison.Ordinal)));
            Assert.All(
                secrets,
                secret =>
                    Assert.Equal(
                        0,
                        reading.Connection.ExecuteScalar<int>(
                            "SELECT count(*) FROM payment_text WHERE payment_text MATCH @q",
                            new { q = $"\"{secret}\"" }
                        )
                    )
            );
        }

        private static string Unzip(byte[] bytes)
        {
            using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var text = new StreamReader(zip);
            return text.ReadToEnd();
        }

        public void AssertSameFromSameFiles()
        {
            var other = new GivenRegister();
            try
            {
                foreach (var (name, text) in _imported)
                {
                    other.Import(name, text);
                }
                Assert.Equal(Export(Register), Export(other));
            }
            finally
            {
                other.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        }

        private static string Export(GivenRegister register)
        {
            using var reading = register.Database.Read(TestContext.Current.CancellationToken);
            var (columns, tables) = PaymentSql.Select(raw: true);
            var payments = reading.Connection.Query<PaymentSql.Row>($"SELECT {columns} {tables} ORDER BY p.id").Select(PaymentSql.From);
            return System.Text.Json.JsonSerializer.Serialize(payments, Json.Options);
        }

        public void Dispose() => Register.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
