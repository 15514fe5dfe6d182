import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, type Env, readConfig } from '../../config.ts';
import { DiwanError } from '../../lib/errors.ts';
import { managerFile } from '../../store/manager/manager.ts';

/**
 * For commands that read what Diwan keeps.
 * @throws DiwanError `config_invalid`, also where the data folder holds nothing of Diwan's
 */
export function keptConfig(env: Env): Config {
  const config = readConfig(env);
  if (existsSync(join(config.home, `${managerFile.name}.sqlite`))) return config;
  const problems = `DIWAN_HOME: there is no data of Diwan in ${config.home}`;
  throw new DiwanError('config_invalid', { params: { problems } });
}
