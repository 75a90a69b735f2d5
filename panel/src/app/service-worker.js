/**
 * Shows notices and brings the page forward when one is clicked. It answers no request and keeps no file: what a browser shows is
 * always what the server has, never a panel of last week.
 */
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
self.addEventListener('push', event => event.waitUntil(call(event.data.json())))
self.addEventListener('notificationclick', event => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.path ?? '/inbox'))
})

async function open(path) {
  const [page] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (page === undefined) return self.clients.openWindow(path)
  page.postMessage({ open: path })
  return page.focus()
}

/** None while somebody looks at the panel: they see it there. Only then may a browser be asked to show nothing. */
async function call({ title, body, tag, path }) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (tag !== 'test' && pages.some(page => page.visibilityState === 'visible')) return
  await self.registration.showNotification(title, { body, tag, icon: '/panel/icon.svg', data: { path } })
}
