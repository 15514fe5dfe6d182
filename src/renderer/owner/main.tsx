import { redeemLink } from '../api/token.ts';
import { isNative } from '../api.ts';
import { startPage } from '../start.tsx';
import { App } from './app.tsx';
import { Locked } from './locked.tsx';

const admitted = isNative || (await redeemLink().catch(() => false));
await startPage(admitted ? <App /> : <Locked />);
