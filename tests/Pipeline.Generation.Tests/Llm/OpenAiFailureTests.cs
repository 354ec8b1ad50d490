using Microsoft.Extensions.Time.Testing;
using Pipeline.Domain.Errors;
using Pipeline.Testing;
using Pipeline.Testing.Llm;

namespace Pipeline.Generation.Tests.Llm;

public sealed class OpenAiFailureTests
{
    public static TheoryData<int, string, string?, ErrorKind, bool> Answers => new()
    {
        { 401, "Incorrect API key", "invalid_api_key", ErrorKind.LlmAuth, false },
        { 403, "No", null, ErrorKind.LlmAuth, false },
        { 402, "Insufficient balance", null, ErrorKind.LlmQuota, false },
        { 429, "You exceeded your current quota", "insufficient_quota", ErrorKind.LlmQuota, false },
        { 429, "Slow down", "rate_limit_exceeded", ErrorKind.RateLimited, true },
        { 400, "maximum context length is 8192 tokens", "context_length_exceeded", ErrorKind.LlmContext, false },
        { 400, "This model's maximum context length is 4096", null, ErrorKind.LlmContext, false },
        { 413, "Too large", null, ErrorKind.LlmContext, false },
        { 400, "Filtered", "content_filter", ErrorKind.LlmRefused, false },
        { 400, "temperature must be 1", "unsupported_value", ErrorKind.Configuration, false },
        { 404, "The model does not exist", "model_not_found", ErrorKind.Configuration, false },
        { 408, "", null, ErrorKind.Timeout, true },
        { 500, "Oops", null, ErrorKind.Unreachable, true },
        { 503, "Overloaded", null, ErrorKind.Unreachable, true },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Each_answer_has_its_kind(int status, string message, string? code, ErrorKind kind, bool isTransient)
    {
        await using var scene = await WriterScene.StartAsync();
        var failure = await scene.FailureAsync(FakeLlmAnswer.Error(status, message, "error", code));
        Assert.Equal((kind, isTransient), (failure.Kind, failure.IsTransient));
        Assert.Contains($"({status})", failure.Message, StringComparison.Ordinal);
        Assert.Single(scene.Llm.Requests);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Mon, 23 Nov 2026 09:00:30 GMT", 30)]
    [InlineData("Mon, 23 Nov 2026 08:00:00 GMT", 0)]
    [InlineData("999999999999", 86_400)]
    [InlineData(null, null)]
    [InlineData("soon", null)]
    public async Task Retry_After_is_passed_on(string? header, int? seconds)
    {
        await using var scene = await WriterScene.StartAsync(new FakeTimeProvider(new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero)));
        var failure = await scene.FailureAsync(FakeLlmAnswer.RateLimited(header));
        Assert.Equal(seconds, (int?)failure.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"finish_reason":"stop","message":{"content":"  "}}]}""")]
    [InlineData("""{"choices":[{"finish_reason":"weird","message":{"content":"x"}}]}""")]
    public async Task Unreadable_or_empty_answer_is_invalid_output(string body)
    {
        await using var scene = await WriterScene.StartAsync();
        var failure = await scene.FailureAsync(FakeLlmAnswer.Raw(200, body));
        Assert.Equal((ErrorKind.InvalidOutput, true), (failure.Kind, failure.IsTransient));
    }

    [Fact]
    public async Task Answer_without_end_is_cut()
    {
        await using var scene = await WriterScene.StartAsync();
        var failure = await scene.FailureAsync(FakeLlmAnswer.Raw(200, new string(' ', 5_000_000)));
        Assert.Equal(ErrorKind.InvalidOutput, failure.Kind);
        Assert.Contains("too large", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("length", null, ErrorKind.InvalidOutput)]
    [InlineData("content_filter", null, ErrorKind.LlmRefused)]
    [InlineData("stop", "Das mache ich nicht.", ErrorKind.LlmRefused)]
    public async Task Unfinished_and_refused_answers_are_told_apart(string finishReason, string? refusal, ErrorKind kind)
    {
        await using var scene = await WriterScene.StartAsync();
        var failure = await scene.FailureAsync(FakeLlmAnswer.Text("Hallo", finishReason: finishReason, refusal: refusal));
        Assert.Equal((kind, false), (failure.Kind, failure.IsTransient));
    }

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public async Task No_failure_tells_the_key()
    {
        await using var scene = await WriterScene.StartAsync();
        foreach (var answer in new[] { FakeLlmAnswer.Unauthorized, FakeLlmAnswer.Error(500, "key {key}"), FakeLlmAnswer.Error(429, "{key}"), FakeLlmAnswer.Text("x", refusal: WriterScene.Key), FakeLlmAnswer.Raw(200, "n" + WriterScene.Key) })
            Assert.DoesNotContain(WriterScene.Key, (await scene.FailureAsync(answer)).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(WriterScene.Key, scene.Provider().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Promise", "P-SECRET")]
    [InlineData("sk-very\nsecret")]
    [InlineData("sk-very sécret")]
    public async Task Key_that_can_not_be_sent_is_refused_without_being_told(string key)
    {
        await using var scene = await WriterScene.StartAsync();
        var failure = await scene.FailureAsync(provider: scene.Provider(key));
        Assert.Equal(ErrorKind.Configuration, failure.Kind);
        Assert.DoesNotContain("sk-very", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_model_is_a_matter_of_configuration()
    {
        await using var scene = await WriterScene.StartAsync();
        var provider = scene.Provider();
        Assert.Equal(ErrorKind.Configuration, (await scene.FailureAsync(provider: provider with { Settings = provider.Settings with { Model = " " } })).Kind);
    }

    [Fact]
    [Trait("Promise", "P-SSRF")]
    public async Task Internal_address_is_blocked_before_anything_is_sent()
    {
        await using var scene = await WriterScene.StartAsync(allowed: "10.9.8.7");
        var failure = await scene.FailureAsync();
        Assert.Equal((ErrorKind.Blocked, false), (failure.Kind, failure.IsTransient));
        Assert.Contains("Http__AllowedInternalHosts", failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Llm.Requests);
    }

    [Fact]
    [Trait("Promise", "P-SSRF")]
    public async Task Redirect_is_not_followed()
    {
        await using var scene = await WriterScene.StartAsync();
        var failure = await scene.FailureAsync(FakeLlmAnswer.Redirect(scene.Llm.BaseUrl + "/elsewhere"));
        Assert.Equal((ErrorKind.Configuration, false), (failure.Kind, failure.IsTransient));
        Assert.Empty(scene.Llm.Unexpected);
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("ftp://llm.test/v1")]
    public async Task Bad_address_is_a_matter_of_configuration(string baseUrl)
    {
        await using var scene = await WriterScene.StartAsync();
        Assert.Equal(ErrorKind.Configuration, (await scene.FailureAsync(provider: scene.Provider(baseUrl: baseUrl))).Kind);
    }

    [Fact]
    public async Task Connection_cut_after_the_request_is_not_tried_again()
    {
        await using var scene = await WriterScene.StartAsync();
        var failure = await scene.FailureAsync(FakeLlmAnswer.CutsOff);
        Assert.Equal((ErrorKind.Unreachable, true), (failure.Kind, failure.IsTransient));
        Assert.Single(scene.Llm.Requests);
    }

    [Fact]
    public async Task Refused_connection_is_tried_again_and_asks_for_a_permit_each_time()
    {
        var address = $"127.0.0.1:{FreePort.Next()}";
        await using var scene = await WriterScene.StartAsync(allowed: address);
        var permits = 0;
        var failure = await Assert.ThrowsAsync<Generation.Llm.WriterException>(() => scene.WriteAsync(scene.Provider(baseUrl: $"http://{address}/v1"), _ =>
        {
            permits++;
            return ValueTask.CompletedTask;
        }));
        Assert.Equal((ErrorKind.Unreachable, true, 3), (failure.Kind, failure.IsTransient, permits));
    }
}
