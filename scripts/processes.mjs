// Processes that end together. Only Node's own modules: this runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import process from 'node:process'

/** ms that children have to end by themselves. */
const patience = 5_000

/** The groups of processes that are there, by the id of their first one. */
const groups = new Set()

let ending = false

/** Whether this process has been asked to end, and its children with it. */
export const isEnding = () => ending

/**
 * Starts a process in a group of its own, so that its children can be ended with it. It ends when
 * this process exits, and on the signals of `endOnSignals`.
 */
export function startChild(command, args, options) {
  const child = spawn(command, args, { ...options, detached: true })
  if (child.pid === undefined) return child
  groups.add(child.pid)
  child.once('close', forgetGone)
  return child
}

/**
 * Ends this process and its children, and then theirs, on a signal that asks for it, and when npm has
 * started this process and is gone: npm's shell passes no signal on.
 */
export function endOnSignals({ exitCode }) {
  const end = async () => {
    // Who asks twice does not want to wait.
    if (!ending) {
      ending = true
      await endChildren()
    }
    process.exit(exitCode)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
  if (process.env.npm_lifecycle_event) watchStarter(end)
}

process.once('exit', () => signalGroups('SIGKILL'))

/** Asks all children to end; resolves once they have, or have had the time for it. */
async function endChildren() {
  signalGroups('SIGTERM')
  for (let waited = 0; waited < patience && groups.size > 0; waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    forgetGone()
  }
}

function signalGroups(signal) {
  for (const group of groups) send(-group, signal)
}

function forgetGone() {
  for (const group of groups) if (!send(-group, 0)) groups.delete(group)
}

/** Calls `end` when the shell that npm has started, or npm itself, is no longer there. */
function watchStarter(end) {
  const parent = process.ppid
  const [, grandparent, command = ''] =
    spawnSync('ps', ['-o', 'ppid=', '-o', 'command=', '-p', `${parent}`], {
      encoding: 'utf8',
    }).stdout?.match(/^\s*(\d+) (.*)/) ?? []
  // A shell that has replaced itself by this process has npm as its parent.
  const npm = / -c /.test(command) ? Number(grandparent) : parent
  const timer = setInterval(() => {
    if (process.ppid === parent && send(npm, 0)) return
    clearInterval(timer)
    void end()
  }, 500)
  timer.unref()
}

/** Sends a signal; `false` where nobody is there. 0 sends nothing, and only looks. */
function send(pid, signal) {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    // It is there, but somebody else's.
    return error.code === 'EPERM'
  }
}
