using BenchmarkDotNet.Running;
using KubeAssert.Benchmarks;

// `-- quick` prints each figure as a ratio in one run; anything else goes to BenchmarkDotNet.
if (args is ["quick", ..])
    return Quick.Run(args[1..]);

BenchmarkSwitcher.FromAssembly(typeof(Quick).Assembly).Run(args);
return 0;
