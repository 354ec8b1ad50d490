namespace Pipeline.Contracts.Tests;

/// <summary>One of each message, as it is and as it stands on the wire.</summary>
internal static class Samples
{
    private const string ProcessText = "01997d1c-0000-7000-8000-000000000001";
    private const string RecordText = "01997d1c-0000-7000-8000-000000000002";
    private const string JobText = "01997d1c-0000-7000-8000-000000000003";
    private const string RecordsJson = $$"""{"processId":"{{ProcessText}}","recordIds":["{{RecordText}}"]}""";

    private static readonly Guid Process = new(ProcessText);
    private static readonly Guid Job = new(JobText);
    private static readonly Guid Record = new(RecordText);
    private static readonly Guid[] Records = [Record];

    public static IReadOnlyList<(object Message, string Json)> All { get; } =
    [
        (new StartMonitoring(Process, 4), Epoch("")),
        (new StopMonitoring(Process, 4, "timeout"), Epoch(""","reason":"timeout" """)),
        (new PauseMonitoring(Process, 4), Epoch("")),
        (new ResumeMonitoring(Process, 4), Epoch("")),
        (new DiscoverArticles(Job, Process, 4), Epoch($""","jobId":"{JobText}" """)),
        (new DiscoveryDue(Process, 4), Epoch("")),
        (new DiscoveryCompleted(Process, Job, 4, 7), Epoch($""","jobId":"{JobText}","found":7""")),
        (new DiscoveryFailed(Process, Job, 4, "site_changed", "No pane.", true),
            Epoch($""","jobId":"{JobText}","errorKind":"site_changed","message":"No pane.","permanent":true""")),
        (new DeadlineReached(Process, 4), Epoch("")),
        (new ArticlesDiscovered(Process, Records), RecordsJson),
        (new ArticlesPrepared(Process, Records), RecordsJson),
        (new CommentsGenerated(Process, Records), RecordsJson),
        (new CommentsApproved(Process, Records), RecordsJson),
        (new CommentPosted(Process, Record, "c-17"), $$"""{"processId":"{{ProcessText}}","recordId":"{{RecordText}}","siteCommentId":"c-17"}"""),
        (new RecordFailed(Process, Record, "posting", "rejected", "No."),
            $$"""{"processId":"{{ProcessText}}","recordId":"{{RecordText}}","stage":"posting","errorKind":"rejected","message":"No."}"""),
        (new TestAccount(Record), $$"""{"accountId":"{{RecordText}}"}"""),
        (new AccountTested(true, "Signed in.", [new AccountTab("3", "Klasse 3a")]),
            """{"ok":true,"message":"Signed in.","tabs":[{"id":"3","name":"Klasse 3a"}]}"""),
        (new TestSite(Record), $$"""{"siteId":"{{RecordText}}"}"""),
        (new SiteTested(true, "It answers."), """{"ok":true,"message":"It answers."}"""),
        (new TestProvider(Record), $$"""{"providerId":"{{RecordText}}"}"""),
        (new ProviderTested(true, "It answers."), """{"ok":true,"message":"It answers."}"""),
        (new PreviewComment(Process, Record, null), $$"""{"promptTemplateId":"{{ProcessText}}","recordId":"{{RecordText}}","providerId":null}"""),
        (new CommentPreviewed(true, "Written.", "You comment.", "Comment this.", "<p>Fine.</p>"),
            """{"ok":true,"message":"Written.","systemPrompt":"You comment.","userPrompt":"Comment this.","commentText":"<p>Fine.</p>"}"""),
    ];

    private static string Epoch(string more) => $$"""{"processId":"{{ProcessText}}","epoch":4{{more}}}""";
}
