export { forward as GET, forward as POST } from '@/lib/forward'
