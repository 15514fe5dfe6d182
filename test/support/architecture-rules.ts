import type { Rule } from './architecture.ts';

const main = (folders: string): RegExp => new RegExp(`^src/main/(${folders})/`);
const features = 'ask|answers|people|databases|costs|programs|mail|audit|backup|health';
const entries = '(?:app|ground|features|doors|housekeeping|watching|index|headless)\\.ts';

/**
 * Imports run one way: entries -> app + one host -> web, channels -> features -> sources, model,
 * store -> lib; everyone may import the contract, which imports only zod.
 */
export const rules: Rule[] = [
  {
    name: 'the contract imports only zod',
    from: /^src\/preload\/contract\//,
    to: /^(?!src\/preload\/contract\/|zod$)/,
  },
  {
    name: 'electron has its rooms',
    from: /^src\//,
    except: /^src\/(main\/(electron\/|index\.ts)|preload\/index\.ts)/,
    to: /^electron$/,
  },
  {
    name: 'the renderer reaches main through the contract',
    from: /^src\/renderer\//,
    to: /^src\/main\//,
  },
  { name: 'main does not know the renderer', from: /^src\/main\//, to: /^src\/renderer\// },
  {
    name: 'lib knows no feature',
    from: main('lib'),
    to: new RegExp(
      `^src/main/(${features}|sources|model|store|contract|web|channels|node|electron|${entries})`,
    ),
  },
  {
    name: 'sources, model and store know no feature',
    from: main('sources|model|store'),
    to: new RegExp(`^src/main/(${features}|web|channels|node|electron|${entries})`),
  },
  {
    name: 'a feature knows no door',
    from: main(features),
    to: new RegExp(`^src/main/(web|channels|node|electron|${entries})`),
  },
  {
    name: 'a door is given its collaborators',
    from: main('web|channels|contract'),
    to: new RegExp(`^src/main/(node|electron|${entries})`),
  },
  {
    name: 'a host knows no feature',
    from: /^src\/main\/(node|electron)\//,
    except: /^src\/main\/(node\/commands\/|electron\/desktop)/,
    to: new RegExp(`^src/main/(${features}|web|channels)/`),
  },
  {
    name: 'a database driver stays in its folder',
    from: /^src\//,
    except: /^src\/main\/sources\/(mssql|postgres|mysql|sqlite)\//,
    to: /^(mssql|tedious|pg|pg-cursor|mysql2|node:sqlite)$/,
  },
  {
    name: 'better-sqlite3 is for our own store',
    from: /^src\//,
    except: /^src\/main\/(store|sample|sources\/sqlite)\//,
    to: /^better-sqlite3$/,
  },
  {
    name: 'the keychain is the host’s',
    from: /^src\//,
    except: /^src\/main\/(node|electron)\//,
    to: /^keytar$/,
  },
  {
    name: 'the product does not rest on tests',
    from: /^src\//,
    except: /^src\/main\/node\/commands\/demo/,
    to: /^test\//,
  },
];

/** Lines a file may have; and who may read the environment. */
export const maxLines = 400;
export const readsEnvironment = /^src\/main\/(index|headless|config)\.ts$/;
