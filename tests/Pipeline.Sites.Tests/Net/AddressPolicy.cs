using System.Net;
using Pipeline.Domain.Net;

namespace Pipeline.Sites.Tests.Net;

[Trait("Promise", "P-SSRF")]
public sealed class AddressPolicy
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("168.63.129.16")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("2001:db8::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1%1")]
    [InlineData("ff02::1")]
    public void An_address_that_is_not_of_the_public_internet_is_refused(string address)
    {
        var refusal = InternalAddressPolicy.PublicOnly.RefuseConnection("www.example.org", 443, IPAddress.Parse(address));
        Assert.Contains("Http__AllowedInternalHosts", refusal);
    }

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("172.32.0.1")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("2606:2800:220:1::1")]
    public void A_public_address_is_let_through(string address) =>
        Assert.Null(InternalAddressPolicy.PublicOnly.RefuseConnection("www.example.org", 443, IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://１２７.0.0.1/")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://①②⑦.0.0.1/")]
    [InlineData("http://exa\u00admple.org/")]
    [InlineData("http://ｅxample.org/")]
    [InlineData("http://4294967297/")]
    [InlineData("http://1.2.3.4.5/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    public void An_odd_spelling_is_refused_even_where_the_address_is_allowed(string address) =>
        Assert.NotNull(InternalAddressPolicy.Parse("127.0.0.0/8, ::/0, example.org").RefuseAddress(new Uri(address)));

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.org/")]
    [InlineData("http://user:password@example.org/")]
    [InlineData("http://metadata.google.internal/")]
    [InlineData("http://METADATA/")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    public void What_can_be_told_from_the_address_alone_is_refused(string address) =>
        Assert.NotNull(InternalAddressPolicy.PublicOnly.RefuseAddress(new Uri(address)));

    [Theory]
    [InlineData("https://www.example.org/")]
    [InlineData("http://müller.example/")]
    [InlineData("https://93.184.216.34:8443/x")]
    [InlineData("http://[2606:2800:220:1::1]/")]
    [InlineData("http://a_b.example.org:81/")]
    public void A_plain_address_is_let_through(string address) =>
        Assert.Null(InternalAddressPolicy.PublicOnly.RefuseAddress(new Uri(address)));

    [Theory]
    [InlineData("demo.lan", "demo.lan", 80, "10.0.0.5", true)]
    [InlineData("demo.lan", "DEMO.lan", 8080, "10.0.0.5", true)]
    [InlineData("demo.lan", "other.lan", 80, "10.0.0.5", false)]
    [InlineData("demo.lan:8090", "demo.lan", 8090, "10.0.0.5", true)]
    [InlineData("demo.lan:8090", "demo.lan", 80, "10.0.0.5", false)]
    [InlineData("10.0.0.0/24", "any.lan", 80, "10.0.0.5", true)]
    [InlineData("10.0.0.0/24", "any.lan", 80, "10.0.1.5", false)]
    [InlineData("127.0.0.1:5000", "127.0.0.1", 5000, "127.0.0.1", true)]
    [InlineData("127.0.0.1:5000", "127.0.0.1", 5001, "127.0.0.1", false)]
    [InlineData("127.0.0.1", "127.0.0.1", 80, "::ffff:127.0.0.1", true)]
    [InlineData("::1", "localhost", 80, "::1", true)]
    [InlineData("[::1]:8090", "localhost", 8090, "::1", true)]
    [InlineData("[::1]:8090", "localhost", 8091, "::1", false)]
    [InlineData(" a.lan , 10.0.0.5 ", "x", 80, "10.0.0.5", true)]
    [InlineData("", "x", 80, "10.0.0.5", false)]
    public void An_allowed_host_is_let_through(string allowed, string host, int port, string address, bool through) =>
        Assert.Equal(through, InternalAddressPolicy.Parse(allowed).RefuseConnection(host, port, IPAddress.Parse(address)) is null);

    [Theory]
    [InlineData("http://localhost:8090")]
    [InlineData("10.0.0.0/33")]
    [InlineData("host:0")]
    [InlineData("host:port")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("a b")]
    [InlineData("[::1]:x")]
    [InlineData("[::1")]
    [InlineData("::1::")]
    public void An_entry_that_is_none_is_named(string entry)
    {
        Assert.False(InternalAddressPolicy.TryParse($"good.lan,{entry}", out _, out var fault));
        Assert.Contains($"\"{entry}\"", fault);
        Assert.Contains("Http__AllowedInternalHosts", fault);
    }
}
