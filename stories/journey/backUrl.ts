/** Where the TV provider sends the viewer back to: a small page, and not the whole story once more. */
export const backUrl = () => new URL('/back-from-provider.html', window.location.href).href
