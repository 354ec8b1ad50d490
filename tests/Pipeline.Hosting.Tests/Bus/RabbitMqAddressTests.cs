using Pipeline.Hosting.Bus;

namespace Pipeline.Hosting.Tests.Bus;

public sealed class RabbitMqAddressTests
{
    [Theory]
    [InlineData("amqp://user:password@rabbit:5673/pipeline", "rabbit", 5673, "pipeline", "user", "password", false)]
    [InlineData("amqp://user:password@rabbit", "rabbit", 5672, "/", "user", "password", false)]
    [InlineData("amqp://user:password@rabbit/", "rabbit", 5672, "/", "user", "password", false)]
    [InlineData("amqp://user:password@rabbit/%2F", "rabbit", 5672, "/", "user", "password", false)]
    [InlineData("amqps://user:password@rabbit/a%2Fb", "rabbit", 5671, "a/b", "user", "password", true)]
    [InlineData("amqp://us%40er:p%3Aa%2Fs%25s@127.0.0.1:1/v", "127.0.0.1", 1, "v", "us@er", "p:a/s%s", false)]
    public void An_address_is_read(string text, string host, int port, string virtualHost, string user, string password, bool tls)
    {
        Assert.True(RabbitMqAddress.TryParse(text, out var address));
        Assert.Equal(new RabbitMqAddress(host, (ushort)port, virtualHost, user, password, tls), address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rabbit:5672")]
    [InlineData("http://user:password@rabbit/")]
    [InlineData("amqp://rabbit/")]
    [InlineData("amqp://user@rabbit/")]
    [InlineData("amqp://user:password@rabbit/a/b")]
    [InlineData("amqp://user:password@rabbit/?heartbeat=3")]
    public void Anything_else_is_refused(string text) => Assert.False(RabbitMqAddress.TryParse(text, out _));

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public void Written_out_it_hides_the_login()
    {
        Assert.True(RabbitMqAddress.TryParse("amqp://somebody:hunter2@rabbit/pipeline", out var address));
        Assert.Equal("rabbit:5672/pipeline", address.ToString());
    }
}
