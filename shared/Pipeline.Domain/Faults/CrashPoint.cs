namespace Pipeline.Domain.Faults;

/// <summary>
/// The places at which a test can end or freeze the process, each between two steps that a crash may tear apart. Every
/// member is passed at one place in the code; operators know it by <see cref="CrashPointNames"/>.
/// </summary>
public enum CrashPoint
{
    /// <summary>A worker has taken a run; nothing was asked of the site.</summary>
    DiscoveryRunClaimed,

    /// <summary>The index was read as every account; nothing is saved.</summary>
    DiscoveryIndexRead,

    /// <summary>The new records are there; nobody was told, and the run hasn't ended.</summary>
    DiscoveryRecordsAdded,

    /// <summary>Preparation was told; the run hasn't ended.</summary>
    DiscoveryAnnounced,

    /// <summary>The run has ended; the saga wasn't told.</summary>
    DiscoveryRunEnded,

    /// <summary>The saga was told; the message isn't acknowledged.</summary>
    DiscoveryRunTold,

    /// <summary>Preparation has claimed records; no text is leased.</summary>
    PreparationClaimed,

    /// <summary>Texts are leased; no slot at their host is reserved.</summary>
    PreparationTextLeased,

    /// <summary>Texts whose turn is later are given back; their records are still claimed.</summary>
    PreparationTextReleased,

    /// <summary>A text was read; it isn't saved.</summary>
    PreparationTextRead,

    /// <summary>A text is saved; its records haven't moved.</summary>
    PreparationTextSaved,

    /// <summary>Records are prepared; Generation wasn't told.</summary>
    PreparationMoved,

    /// <summary>Generation was told; the message isn't acknowledged.</summary>
    PreparationAnnounced,

    /// <summary>Generation has claimed records; none has a turn at its provider.</summary>
    GenerationClaimed,

    /// <summary>A record has its turn at the provider; the model wasn't asked.</summary>
    GenerationTurnTaken,

    /// <summary>The comment is written; it isn't saved.</summary>
    GenerationWritten,

    /// <summary>The record is generated; Posting wasn't told.</summary>
    GenerationMoved,

    /// <summary>Posting was told; the message isn't acknowledged.</summary>
    GenerationAnnounced,

    /// <summary>The right to comment is taken; no turn is reserved.</summary>
    PostingSlotTaken,

    /// <summary>A turn is reserved; it isn't written on the record.</summary>
    PostingTurnReserved,

    /// <summary>The record waits for its turn; the message isn't acknowledged.</summary>
    PostingPlanned,

    /// <summary>The record is claimed, what will be sent is frozen; the site isn't opened.</summary>
    PostingClaimed,

    /// <summary>A session is at hand; the article's page isn't read.</summary>
    PostingOpened,

    /// <summary>The page is read; the last question isn't asked.</summary>
    PostingPageRead,

    /// <summary>The database has let the comment go and written it down; the write hasn't left.</summary>
    PostingPermitGiven,

    /// <summary>The write left, and no answer came; that it is unsure isn't written.</summary>
    PostingUnsure,

    /// <summary>The site has answered with its id; the proof isn't written.</summary>
    PostingAnswered,

    /// <summary>The record is posted; nobody was told.</summary>
    PostingProofWritten,

    /// <summary>All were told; the message isn't acknowledged.</summary>
    PostingAnnounced,

    /// <summary>A record in posting is taken over; nothing was found out.</summary>
    ReadbackClaimed,

    /// <summary>An attempt that was never let go is withdrawn; its record isn't back.</summary>
    ReadbackWithdrawn,

    /// <summary>A session is at hand; the article's page isn't read.</summary>
    ReadbackOpened,

    /// <summary>The comment was found at the site; the proof isn't written.</summary>
    ReadbackFound,

    /// <summary>The comment isn't there yet, within the grace time; that it is looked for again isn't written.</summary>
    ReadbackNotYet,

    /// <summary>The session that it was sent with is retired; no new one is at hand.</summary>
    ReadbackRetired,

    /// <summary>The page proves that the comment isn't there; that isn't written.</summary>
    ReadbackAbsent,

    /// <summary>A worker has the lease for a login; the site wasn't asked.</summary>
    LoginLeased,

    /// <summary>The site has let the account in; its session isn't stored.</summary>
    LoginAnswered,

    /// <summary>The session is stored; it wasn't used.</summary>
    LoginStored,

    /// <summary>The site has refused the login; that isn't written.</summary>
    LoginRefused,

    /// <summary>A session was found dead; that isn't written.</summary>
    SessionFoundDead,

    /// <summary>A session is ended at the site; the account still has it.</summary>
    SessionLoggedOut,

    /// <summary>A process is stopping or paused; its run isn't cancelled.</summary>
    OrderMoved,

    /// <summary>A person's order is written down; the saga wasn't told.</summary>
    OrderWritten,

    /// <summary>The saga was told; the caller has no answer.</summary>
    OrderTold,

    /// <summary>A person's run is queued; Discovery wasn't told.</summary>
    OrderRunQueued,

    /// <summary>The saga has queued a run; its own state isn't saved.</summary>
    SagaRunQueued,

    /// <summary>The saga has cancelled a run; its own state isn't saved.</summary>
    SagaRunCancelled,

    /// <summary>The end of a run is counted and the next is due; the saga's state isn't saved.</summary>
    SagaRunCounted,

    /// <summary>A stopping process has stopped; the saga's state isn't saved.</summary>
    SagaSettled,

    /// <summary>A process that can't go on has failed; the saga's state isn't saved.</summary>
    SagaProcessFailed,

    /// <summary>The saga's state is saved; what it says isn't published.</summary>
    SagaSaved,

    /// <summary>Due records are taken; their stages weren't told.</summary>
    AnnouncerTaken,

    /// <summary>The stages were told.</summary>
    AnnouncerPublished,

    /// <summary>A process whose time is over is stopping; its run goes on.</summary>
    ClockDeadlineTaken,

    /// <summary>What is due is taken; nobody was told.</summary>
    ClockDueTaken,

    /// <summary>All that is due was told.</summary>
    ClockPublished,

    /// <summary>Records that got stuck are given up or rung; nobody was told.</summary>
    SweepRecords,

    /// <summary>A run without a worker has failed; the saga wasn't told.</summary>
    SweepRunFailed,

    /// <summary>A process is ahead of its saga, and has stopped if that is what it waited for; the saga wasn't told.</summary>
    SweepBehind,

    /// <summary>The counts are folded.</summary>
    CountsFolded,
}
