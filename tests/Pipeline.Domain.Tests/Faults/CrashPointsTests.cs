using System.Collections.Concurrent;
using Pipeline.Domain.Faults;

namespace Pipeline.Domain.Tests.Faults;

/// <summary>What passing a crash point does: nothing, unless it is armed for that point and that time.</summary>
public sealed class CrashPointsTests : IDisposable
{
    private int _crashes, _freezes;

    public void Dispose() => Arm("", "");

    [Fact]
    public void Unarmed_no_point_does_anything()
    {
        Arm("", "");
        foreach (var point in Enum.GetValues<CrashPoint>()) CrashPoints.Pass(point);
        Assert.Equal((0, 0), (_crashes, _freezes));
    }

    [Fact]
    public void Armed_only_the_named_point_ends_the_process()
    {
        Arm("posting.answered", "");
        CrashPoints.Pass(CrashPoint.PostingPermitGiven);
        Assert.Equal((0, 0), (_crashes, _freezes));
        CrashPoints.Pass(CrashPoint.PostingAnswered);
        Assert.Equal((1, 0), (_crashes, _freezes));
    }

    [Fact]
    public void The_third_time_can_be_meant()
    {
        Arm("", "login.leased#3");
        for (var time = 1; time <= 5; time++)
        {
            CrashPoints.Pass(CrashPoint.LoginLeased);
            Assert.Equal(time < 3 ? 0 : 1, _freezes);
        }
    }

    [Fact]
    public void Of_several_each_is_met_by_itself()
    {
        Arm("posting.permit_given, readback.absent", "");
        CrashPoints.Pass(CrashPoint.ReadbackAbsent);
        CrashPoints.Pass(CrashPoint.PostingPermitGiven);
        Assert.Equal(2, _crashes);
    }

    [Fact]
    public void While_one_takes_the_process_with_it_nobody_gets_past_a_point()
    {
        var seen = new ConcurrentQueue<string>();
        var other = new Thread(() =>
        {
            CrashPoints.Pass(CrashPoint.PostingPermitGiven);
            seen.Enqueue("passed");
        });
        CrashPoints.Arm([new(CrashPoint.PostingPermitGiven, 1)], [], EndWhileTheOtherComes, () => { });

        CrashPoints.Pass(CrashPoint.PostingPermitGiven);
        other.Join();

        Assert.Equal(["ended", "passed"], seen);

        void EndWhileTheOtherComes()
        {
            other.Start();
            SpinWait.SpinUntil(() => other.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || !other.IsAlive);
            seen.Enqueue("ended");
        }
    }

    [Fact]
    public void Every_name_leads_back_to_its_point() =>
        Assert.Equal(Enum.GetValues<CrashPoint>().Cast<CrashPoint?>(), CrashPointNames.All.Select(CrashPointNames.Find));

    [Theory]
    [InlineData("posting")]
    [InlineData("posting.answered#")]
    [InlineData("posting.answered#0")]
    [InlineData("posting.answered#1#2")]
    public void What_can_not_be_read_is_told(string text) => Assert.Equal([text], CrashPointAim.Parse($"{text},login.leased", out _));

    private void Arm(string crash, string freeze)
    {
        CrashPointAim.Parse(crash, out var crashes);
        CrashPointAim.Parse(freeze, out var freezes);
        CrashPoints.Arm(crashes, freezes, () => _crashes++, () => _freezes++);
    }
}
