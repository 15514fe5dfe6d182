import { startPage } from '../start.tsx';
import { App } from './app.tsx';

await startPage(<App />);
