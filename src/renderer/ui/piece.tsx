/**
 * A name or a path as one piece of its own direction: it rather begins a line than be broken, and
 * a file named after its time is broken before that.
 */
export function Piece({ children }: { children: string }) {
  const at = children.search(/\d{4}-\d\d-\d\dT/);
  return (
    <bdi className="piece">
      {at > 0 ? (
        <>
          {children.slice(0, at)}
          <wbr />
          <span className="unbroken">{children.slice(at)}</span>
        </>
      ) : (
        children
      )}
    </bdi>
  );
}
