using Xunit.Sdk;
using Xunit.v3;

// Each of these tests fills the machine with processes: side by side they would only prove that it is full.
[assembly: Parallelization(Mode = ParallelMode.None)]
