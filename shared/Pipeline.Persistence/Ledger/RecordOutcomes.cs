using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>A claim that succeeded: whoever shows its number may write the outcome.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Fencing">The number of this claim.</param>
/// <param name="Starts">How often work began without an outcome, this time included.</param>
/// <param name="Tries">How often this stage ended in transient trouble before.</param>
/// <param name="SlotsReserved">Its host slots were reserved for about now: it need not ask again.</param>
public sealed record RecordClaim(Guid RecordId, Guid ProcessId, long Fencing, int Starts, int Tries, bool SlotsReserved);

/// <summary>A record that was moved, and whether the next stage may be told at once.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="To">Where it stands now.</param>
/// <param name="Announce">Its bell counts as rung: publish the message that fits <paramref name="To"/>.</param>
public sealed record MovedRecord(Guid RecordId, Guid ProcessId, RecordStatus To, bool Announce);

/// <summary>Done: the text is there.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="Fencing">The claim's number.</param>
/// <param name="Version">The article's version.</param>
public sealed record PreparedRecord(Guid RecordId, long Fencing, int Version);

/// <summary>Done: the comment is written and checked.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="Fencing">The claim's number.</param>
/// <param name="PromptVersion">The version of the prompt template.</param>
/// <param name="Text">The exact HTML, disclosure included.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Model">The model.</param>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Reasoning">What the model said to itself.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="Currency">The currency of <paramref name="Cost"/>.</param>
public sealed record GeneratedRecord(
    Guid RecordId, long Fencing, int PromptVersion, string Text, string Provider, string Model, int? InputTokens, int? OutputTokens,
    TimeSpan Duration, string? Reasoning, decimal? Cost, string? Currency);

/// <summary>What went wrong, to be kept on the record.</summary>
/// <param name="Stage">Where.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Message">What to tell a person; never a secret.</param>
public sealed record RecordTrouble(Stage Stage, ErrorKind Kind, string Message);

/// <summary>Again at: the record keeps its status and comes back.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="Fencing">The claim's number.</param>
/// <param name="Delay">From now, by the ledger's clock.</param>
/// <param name="SlotsReserved">Its host slots are reserved for then.</param>
/// <param name="Trouble">What made it necessary; null: nothing, it only waits for its turn, and no try is counted.</param>
public sealed record AgainRecord(Guid RecordId, long Fencing, TimeSpan Delay, bool SlotsReserved, RecordTrouble? Trouble);

/// <summary>Give up: the record fails.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="Fencing">The claim's number.</param>
/// <param name="Trouble">Why.</param>
public sealed record FailedRecord(Guid RecordId, long Fencing, RecordTrouble Trouble);

/// <summary>Skip: nothing is to be done with it.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="Fencing">The claim's number.</param>
/// <param name="Reason">Why, for the timeline.</param>
public sealed record SkippedRecord(Guid RecordId, long Fencing, string Reason);
