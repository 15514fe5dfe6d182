export function Databases(_props: { me: unknown }) {
  return null;
}
