using System.Data.Common;

namespace Pipeline.Persistence.Ledger;

/// <summary>A row that is asked for.</summary>
/// <param name="Key">What it is about; its answer names it again.</param>
/// <param name="Json">Its columns, as an object of JSON; empty where the key says all.</param>
public readonly record struct AskedRow(object Key, string Json = "");

/// <summary>
/// Gathers what is asked at the same moment into one statement, and gives each caller its own answers. There is no timer: a
/// lone caller is served at once, and whoever comes while a statement runs goes with the next one. The statement that
/// fails for one caller's rows (a unique index said no) is repeated for each caller alone: nobody pays for another.
/// </summary>
/// <typeparam name="T">An answer.</typeparam>
public sealed class Gathering<T>
{
    /// <summary>More rows in one statement save nothing, and keep it short no longer.</summary>
    private const int MostRows = 500;

    private readonly Func<IReadOnlyList<AskedRow>, Task<List<(object Key, T Answer)>>> _run;
    private readonly bool _reads, _alone;
    private readonly Lock _gate = new();
    private readonly LinkedList<Caller> _waiting = new();
    private bool _running;

    /// <summary>A gathering of one statement.</summary>
    /// <param name="run">Runs it over rows.</param>
    /// <param name="reads">It only reads: callers that ask the same share the answer. Whoever asks something else about the same row, or writes, comes later.</param>
    /// <param name="alone">Each caller is served by itself.</param>
    public Gathering(Func<IReadOnlyList<AskedRow>, Task<List<(object Key, T Answer)>>> run, bool reads, bool alone = false) => (_run, _reads, _alone) = (run, reads, alone);

    /// <summary>Answers for these rows, in their order; those that it has no answer for are left out.</summary>
    /// <param name="rows">Each key once.</param>
    /// <param name="cancellationToken">Counts until the statement is sent.</param>
    public Task<List<T>> AskAsync(IReadOnlyList<AskedRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return Task.FromResult<List<T>>([]);
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<List<T>>(cancellationToken);
        if (_alone) return AskAloneAsync(rows);
        var caller = new Caller(rows, cancellationToken);
        lock (_gate)
        {
            _waiting.AddLast(caller);
            if (!_running)
            {
                _running = true;
                using (ExecutionContext.SuppressFlow()) _ = Task.Run(ServeAsync, CancellationToken.None);
            }
        }

        return caller.Answers;
    }

    private async Task<List<T>> AskAloneAsync(IReadOnlyList<AskedRow> rows)
    {
        var answers = (await _run(rows)).ToLookup(answer => answer.Key, answer => answer.Answer);
        return [.. rows.SelectMany(row => answers[row.Key])];
    }

    private async Task ServeAsync()
    {
        while (NextSet() is { Count: > 0 } set) await ServeAsync(set);
    }

    /// <summary>Who goes with the next statement; nobody: this was the last one.</summary>
    private List<Caller> NextSet()
    {
        var (set, asked, rows) = (new List<Caller>(), new Dictionary<object, string>(), 0);
        lock (_gate)
        {
            for (var node = _waiting.First; node is not null && rows < MostRows;)
            {
                var (caller, next) = (node.Value, node.Next);
                if (caller.IsGone)
                {
                    _waiting.Remove(node);
                }
                else if (caller.Rows.All(row => !asked.TryGetValue(row.Key, out var json) || (_reads && json == row.Json)))
                {
                    _waiting.Remove(node);
                    set.Add(caller);
                    rows += caller.Rows.Count;
                    foreach (var row in caller.Rows) asked[row.Key] = row.Json;
                }

                node = next;
            }

            _running = set.Count > 0;
        }

        return set;
    }

    private async Task ServeAsync(List<Caller> set)
    {
        try
        {
            var rows = set.SelectMany(caller => caller.Rows);
            if (_reads) rows = rows.DistinctBy(row => row.Key);
            var answers = (await _run([.. rows])).ToLookup(answer => answer.Key, answer => answer.Answer);
            foreach (var caller in set) caller.Answer([.. caller.Rows.SelectMany(row => answers[row.Key])]);
        }
        catch (Exception refused) when (set.Count > 1 && IsOfOneCaller(refused))
        {
            foreach (var caller in set) await ServeAsync([caller]);
        }
#pragma warning disable CA1031 // Whatever it is, it is the callers' to handle.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            foreach (var caller in set) caller.Fail(failed);
        }
    }

    /// <summary>Whether it may be the rows of one caller that can't be served; what was written may be repeated only where the database refused it.</summary>
    private bool IsOfOneCaller(Exception refused) => refused is DbException database ? !DatabaseErrors.IsUnavailable(database) : _reads;

    private sealed class Caller(IReadOnlyList<AskedRow> rows, CancellationToken cancellationToken)
    {
        private readonly TaskCompletionSource<List<T>> _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<AskedRow> Rows => rows;

        public Task<List<T>> Answers => _answers.Task;

        /// <summary>It has given up waiting: nothing is asked for it.</summary>
        public bool IsGone => cancellationToken.IsCancellationRequested && _answers.TrySetCanceled(cancellationToken);

        public void Answer(List<T> answers) => _answers.TrySetResult(answers);

        public void Fail(Exception failed) => _answers.TrySetException(failed);
    }
}
