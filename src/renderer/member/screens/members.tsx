export function Members(_props: { me: unknown }) {
  return null;
}
