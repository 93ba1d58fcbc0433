/** The URL to which the TV provider returns the viewer: a small page instead of the whole story. */
export const backUrl = () =>
  new URL(`${import.meta.env.BASE_URL}back-from-provider.html`, window.location.href).href
