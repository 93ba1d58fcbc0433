import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: {
    // Two pages: the application, and the one that a sign-in popup comes back to.
    rolldownOptions: { input: ['index.html', 'blank.html'] },
  },
})
