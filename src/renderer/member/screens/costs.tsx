export function Costs(_props: { me: unknown }) {
  return null;
}
