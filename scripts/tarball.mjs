// What `npm publish` would send, and a way to install it that needs no registry.
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Packs a fresh dist/ into `folder`; resolves with the path of the tarball. */
export async function pack(folder) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const { stdout } = await promisify(execFile)('npm', args, { cwd: root })
  const [{ filename }] = JSON.parse(stdout)
  return join(folder, filename)
}

/** Installs the tarball into `folder`, and copies of our own node_modules for what it and `names` ask for. */
export async function installTarball(tarball, { folder, names }) {
  const { name, peerDependencies, dependencies } = readManifest(root)
  const wanted = [...Object.keys({ ...peerDependencies, ...dependencies }), ...names]
  const copies = [...withTheirOwn(wanted)].map((copy) => [copy, `file:${installed(copy)}`])
  const manifest = {
    private: true,
    type: 'module',
    dependencies: { [name]: `file:${tarball}`, ...Object.fromEntries(copies) },
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))
  const flags = [
    '--install-links',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--no-package-lock',
  ]
  await promisify(execFile)('npm', ['install', ...flags], { cwd: folder })
}

function withTheirOwn(names, found = new Set()) {
  for (const name of names) {
    if (found.has(name)) continue
    found.add(name)
    withTheirOwn(Object.keys(readManifest(installed(name)).dependencies ?? {}), found)
  }
  return found
}

function installed(name) {
  return join(root, 'node_modules', name)
}

function readManifest(directory) {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
}
