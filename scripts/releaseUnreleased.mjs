const UNRELEASED = '## [Unreleased]\n'

/**
 * Gives what a changelog lists as unreleased the heading of a version, and leaves an empty list. The
 * heading is the version alone: changesets looks for it to write the notes of the release.
 */
export function releaseUnreleased(changelog, version) {
  if (!changelog.includes(UNRELEASED)) throw new Error(`CHANGELOG.md has no line ${UNRELEASED}`)
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n## ${version}\n`)
}
