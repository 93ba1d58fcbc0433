import process from 'node:process'
import type { StorybookConfig } from '@storybook/react-vite'
import { apiProxy } from '../scripts/proxy.mjs'

export default {
  framework: '@storybook/react-vite',
  staticDirs: ['../stories/public'],
  stories: ['../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: {
    disableTelemetry: true,
    disableWhatsNewNotifications: true,
    enableCrashReports: false,
  },
  features: { sidebarOnboardingChecklist: false },
  viteFinal(config) {
    delete config.build?.lib
    const emulator = () => process.env['VITE_EMULATOR_ORIGIN'] ?? 'http://127.0.0.1:8787'
    config.server = { ...config.server, proxy: { ...config.server?.proxy, ...apiProxy(emulator) } }
    return config
  },
} satisfies StorybookConfig
