/**
 * What this process itself worked for the while, milliseconds. Unlike the clock it does not grow
 * with what else the machine does.
 */
export async function cpuTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
