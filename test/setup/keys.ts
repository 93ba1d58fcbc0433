// Generating a key takes 0.1 s, and each emulator generates one for its statements. Here the
// emulators of a process use four keys in turn, so that two consecutive emulators never share one.
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
