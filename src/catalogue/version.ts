/** Of the registry as a whole: year, month and a count. Outcomes name the version that read them. */
export const registryVersion = "2026.11.1";
