import { openManager } from '../../src/main/store/manager/manager.ts';

using store = openManager(process.argv[2] ?? '');
process.send?.(store.all(store.query.selectFrom('settings').select('key')).length);
