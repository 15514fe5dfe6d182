import { useState } from 'react';
import { token } from '../api/token.ts';
import { Main } from './main-view.tsx';
import { SignIn } from './sign-in.tsx';

/** The members' web view: sign in, then look. */
export function App() {
  const [signedIn, setSignedIn] = useState(token.get() !== null);
  const leave = () => {
    token.clear();
    setSignedIn(false);
  };
  const enter = (given: string) => {
    token.set(given);
    setSignedIn(true);
  };
  return signedIn ? <Main onLeave={leave} /> : <SignIn onEnter={enter} />;
}
