/**
 * Draws pictures for another process: each leaves native memory behind that nothing frees, so the
 * parent ends this process after some of them.
 */
import { Chart } from '../../preload/contract/answer.ts';
import { draw } from './draw.ts';

process.on('message', (message: { chart: unknown }) => {
  try {
    const png = draw(Chart.parse(message.chart));
    process.send?.({ png: png.toString('base64') });
  } catch (error) {
    process.send?.({
      error: error instanceof Error ? error.message : String(error),
    });
  }
});
process.on('disconnect', () => process.exit(0));
