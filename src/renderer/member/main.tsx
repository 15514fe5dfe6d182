import { sayOfflineAs } from '../queries.ts';
import { startPage } from '../start.tsx';
import { App } from './app.tsx';

sayOfflineAs('state.offlineLan');
await startPage(<App />);
