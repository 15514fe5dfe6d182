/** Runs what it is given one after the other, in order; who comes next inherits no failure. */
export function createInTurn(): <Result>(act: () => Promise<Result>) => Promise<Result> {
  let turn: Promise<unknown> = Promise.resolve();
  return (act) => {
    const done = turn.then(act);
    turn = done.catch(() => undefined);
    return done;
  };
}
