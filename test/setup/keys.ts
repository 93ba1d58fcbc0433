// To make a key takes a tenth of a second, and each emulator makes one for its statements. Here the
// emulators of a process take one of four in turn: two that are made one after the other never share one.
const { subtle } = globalThis.crypto
const generateKey = Symbol.for('react-adobe-pass.generateKey')

if (!(generateKey in subtle)) {
  const generate = subtle.generateKey.bind(subtle)
  const keys: ReturnType<typeof generate>[] = []
  let asked = 0
  const generateOneOfFour = (...args: Parameters<typeof generate>) => {
    const [algorithm] = args
    if (typeof algorithm === 'string' || algorithm.name !== 'RSASSA-PKCS1-v1_5') {
      return generate(...args)
    }
    return (keys[asked++ % 4] ??= generate(...args))
  }
  Object.assign(subtle, { generateKey: generateOneOfFour, [generateKey]: true })
}
