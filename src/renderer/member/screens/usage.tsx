export function OwnUsage(_props: { me: unknown }) {
  return null;
}
