/** The logo design of a fictional provider. */
export interface LogoDesign {
  readonly name: string
  /** Any CSS colour. */
  readonly color: string
  /** SVG path data of a white mark in a 64 × 64 square. */
  readonly mark: string
}

/** Returns a logo as a `data:` URL, so that a picker shows it without a network. */
export function mvpdLogo({ name, color, mark }: LogoDesign): string {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 304 64" width="304" height="64">' +
    `<rect width="64" height="64" rx="16" fill="${color}"/>` +
    `<path d="${mark}" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>` +
    `<text x="78" y="40" font-family="system-ui,sans-serif" font-size="22" font-weight="700" fill="${color}">${name}</text>` +
    '</svg>'
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
