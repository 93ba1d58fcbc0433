import { kindOf } from '../mvpdCatalogue.ts'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import type { EmulatorState } from '../state/emulatorState.ts'

/** Waits `mvpdLatency` if the MVPD is `slow`. */
export async function slowness(mvpd: EmulatedMvpd, { mvpdLatency }: EmulatorState): Promise<void> {
  if (kindOf(mvpd) === 'slow' && mvpdLatency > 0) {
    await new Promise((resolve) => setTimeout(resolve, mvpdLatency))
  }
}
