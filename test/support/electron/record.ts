/** Tells the test what the appliance asked of its desktop. */
export function record(what: string, value: unknown): void {
  process.send?.({ what, value });
}
