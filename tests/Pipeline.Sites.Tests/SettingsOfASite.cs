using System.Text.Json;
using Pipeline.Domain.Net;
using Pipeline.Domain.Sites;

namespace Pipeline.Sites.Tests;

public sealed class SettingsOfASite
{
    [Theory]
    [InlineData(null, 2, 5)]
    [InlineData("null", 2, 5)]
    [InlineData("{}", 2, 5)]
    [InlineData("""{ "requestsPerSecond": 0.5 }""", 0.5, 5)]
    [InlineData("""{ "requestsPerSecond": 100, "burst": 1 }""", 100, 1)]
    [InlineData("""{ "burst": 100 }""", 2, 100)]
    public void Good_ones_are_read_with_defaults_for_the_rest(string? json, double rate, int burst)
    {
        var settings = Read(SiteKind.MyMoment, json, out var faults);
        Assert.Empty(faults);
        Assert.Equal(new SiteRate(rate, burst), settings.Rate);
    }

    [Theory]
    [InlineData("""{ "requestsPerSecond": 0 }""", "settings.requestsPerSecond", "from 0.01 to 100")]
    [InlineData("""{ "requestsPerSecond": -1 }""", "settings.requestsPerSecond", "Http__MaxRequestsPerSecond")]
    [InlineData("""{ "requestsPerSecond": 100.5 }""", "settings.requestsPerSecond", "from 0.01 to 100")]
    [InlineData("""{ "requestsPerSecond": 1e400 }""", "settings.requestsPerSecond", "from 0.01 to 100")]
    [InlineData("""{ "requestsPerSecond": "2" }""", "settings.requestsPerSecond", "number")]
    [InlineData("""{ "burst": 0 }""", "settings.burst", "from 1 to 100")]
    [InlineData("""{ "burst": 2.5 }""", "settings.burst", "whole number")]
    [InlineData("""{ "burst": 101 }""", "settings.burst", "from 1 to 100")]
    [InlineData("""{ "burts": 5 }""", "settings.burts", "requestsPerSecond and burst")]
    [InlineData("[]", "settings", "object")]
    public void A_bad_one_is_named_with_its_remedy(string json, string field, string remedy)
    {
        Read(SiteKind.MyMoment, json, out var faults);
        var fault = Assert.Single(faults);
        Assert.Equal(field, fault.Field);
        Assert.Contains(remedy, fault.Message);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        Read(SiteKind.Feed, """{ "burst": 0, "requestsPerSecond": 0, "x": 1 }""", out var faults);
        Assert.Equal(["kind", "settings.burst", "settings.requestsPerSecond", "settings.x"], faults.Select(fault => fault.Field));
    }

    [Fact]
    public void The_default_rate_keeps_below_a_low_bound() =>
        Assert.Equal(0.5, SiteSettings.Read(SiteKind.MyMoment, null, 0.5, out _).Rate.RequestsPerSecond);

    [Theory]
    [InlineData("38", new[] { 4, 14 }, new[] { 10 }, "")]
    [InlineData("klasse-a", new int[0], new int[0], "")]
    [InlineData(null, new int[0], new int[0], "filters.tab")]
    [InlineData("alle", new int[0], new int[0], "filters.tab")]
    [InlineData("ALLE", new int[0], new int[0], "filters.tab")]
    [InlineData("38\"]", new int[0], new int[0], "filters.tab")]
    [InlineData("38", new[] { 4, 3 }, new[] { 0, 1, -2 }, "filters.categories[1] filters.tasks[0] filters.tasks[2]")]
    public void Filters_are_checked(string? tab, int[] categories, int[] tasks, string fields) =>
        Assert.Equal(fields, string.Join(' ', MyMomentFilters.Check(tab, categories, tasks).Select(fault => fault.Field)));

    [Theory]
    [InlineData("https://www.example.org", true)]
    [InlineData("http://demo.lan:8090/", true)]
    [InlineData(null, false)]
    [InlineData("www.example.org", false)]
    [InlineData("ftp://www.example.org", false)]
    [InlineData("http://127.0.0.1/", false)]
    [InlineData("https://www.example.org/?a=1", false)]
    [InlineData("https://me:secret@www.example.org/", false)]
    public void An_address_is_checked(string? baseUrl, bool good)
    {
        Assert.Equal(good, SiteAddress.TryRead(baseUrl, InternalAddressPolicy.PublicOnly, out var address, out var fault));
        Assert.Equal(good, address is not null);
        Assert.Equal(good ? null : "baseUrl", fault?.Field);
    }

    private static SiteSettings Read(SiteKind kind, string? json, out IReadOnlyList<SettingFault> faults) =>
        SiteSettings.Read(kind, json is null ? null : JsonDocument.Parse(json).RootElement, 100, out faults);
}
