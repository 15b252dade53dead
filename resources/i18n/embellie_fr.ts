<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>ui::globe::ColourBar</name>
    <message>
        <source>missing</source>
        <translation>manquant</translation>
    </message>
    <message>
        <source>Colour bar</source>
        <translation>Échelle de couleurs</translation>
    </message>
    <message>
        <source>%1 from %2 to %3 %4</source>
        <translation>%1 de %2 à %3 %4</translation>
    </message>
</context>
<context>
    <name>ui::globe::GlobeView</name>
    <message>
        <source>Globe</source>
        <translation>Globe</translation>
    </message>
    <message>
        <source>Arrows turn the globe, plus and minus zoom, Home returns to the start.</source>
        <translation>Les flèches tournent le globe, plus et moins zooment, Début ramène au départ.</translation>
    </message>
    <message>
        <source>The globe needs OpenGL 3.3, and this computer offers %1.%2.</source>
        <translation>Le globe demande OpenGL 3.3, et cet ordinateur offre %1.%2.</translation>
    </message>
    <message>
        <source>The globe cannot be drawn because OpenGL does not start here.</source>
        <translation>Le globe ne peut pas être dessiné, car OpenGL ne démarre pas ici.</translation>
    </message>
    <message>
        <source>Everything else works.</source>
        <translation>Tout le reste fonctionne.</translation>
    </message>
</context>
<context>
    <name>ui::panel::CurvePlot</name>
    <message>
        <source>Noise and guidance</source>
        <translation>Bruit et guidage</translation>
    </message>
    <message>
        <source>Blue: noise level σ against step. Amber: factor on the guidance strength. Drag a handle; double click adds one, right click removes it.</source>
        <translation>En bleu : niveau de bruit σ selon l’étape. En ambre : facteur sur la force du guidage. Faites glisser une poignée ; un double clic en ajoute une, un clic droit la retire.</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Constant</translation>
    </message>
    <message>
        <source>Early</source>
        <translation>Précoce</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Tardif</translation>
    </message>
    <message>
        <source>Cosine bump</source>
        <translation>Bosse</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>Shape of the guidance curve</source>
        <translation>Forme de la courbe de guidage</translation>
    </message>
    <message>
        <source>Noise level and guidance against step</source>
        <translation>Niveau de bruit et guidage selon l’étape</translation>
    </message>
    <message>
        <source>step</source>
        <translation>étape</translation>
    </message>
    <message>
        <source>noise σ</source>
        <translation>bruit σ</translation>
    </message>
    <message>
        <source>guidance</source>
        <translation>guidage</translation>
    </message>
</context>
<context>
    <name>ui::panel::DataPanel</name>
    <message>
        <source>Variables and files</source>
        <translation>Variables et fichiers</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>Cette exécution</translation>
    </message>
</context>
<context>
    <name>ui::panel::DiagnosticsPlot</name>
    <message>
        <source>RMSE</source>
        <translation>EQM</translation>
    </message>
    <message>
        <source>spread</source>
        <translation>dispersion</translation>
    </message>
    <message>
        <source>χ² of O−A</source>
        <translation>χ² de O−A</translation>
    </message>
    <message>
        <source>step</source>
        <translation>étape</translation>
    </message>
    <message>
        <source>RMSE, spread (σ)</source>
        <translation>EQM, dispersion (σ)</translation>
    </message>
    <message>
        <source>RMSE, spread and χ² of O−A against diffusion step</source>
        <translation>EQM, dispersion et χ² de O−A selon l’étape de diffusion</translation>
    </message>
    <message>
        <source>RMSE against the truth and ensemble spread in standard deviations of the field; χ² of O−A near 1 means the fit is as close as the observation errors promise.</source>
        <translation>Erreur quadratique moyenne par rapport à la vérité et dispersion de l’ensemble, en écarts-types du champ ; un χ² de O−A proche de 1 signifie que l’ajustement est aussi serré que les erreurs d’observation le promettent.</translation>
    </message>
</context>
<context>
    <name>ui::panel::LayersPanel</name>
    <message>
        <source>Layers and colours</source>
        <translation>Couches et couleurs</translation>
    </message>
    <message>
        <source>Observations</source>
        <translation>Observations</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>O−A</source>
        <translation>O−A</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Masquées</translation>
    </message>
    <message>
        <source>Disc: used, diamond: held out, cross: rejected</source>
        <translation>Disque : utilisée ; losange : mise de côté ; croix : rejetée</translation>
    </message>
    <message>
        <source>Contour lines</source>
        <translation>Isolignes</translation>
    </message>
    <message>
        <source>Coast</source>
        <translation>Côtes</translation>
    </message>
    <message>
        <source>Graticule</source>
        <translation>Graticule</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>By the field</source>
        <translation>Selon le champ</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Étendue</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Verrouillée</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>Symmetric</source>
        <translation>Symétrique</translation>
    </message>
    <message>
        <source>Locked keeps the colours of a run comparable from step to step</source>
        <translation>Verrouillée, elle garde les couleurs comparables d’une étape à l’autre</translation>
    </message>
    <message>
        <source>Lowest value of the colour range</source>
        <translation>Plus petite valeur de l’étendue des couleurs</translation>
    </message>
    <message>
        <source>Highest value of the colour range</source>
        <translation>Plus grande valeur de l’étendue des couleurs</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Unités</translation>
    </message>
    <message>
        <source>Unit of temperature</source>
        <translation>Unité de température</translation>
    </message>
    <message>
        <source>Unit of pressure</source>
        <translation>Unité de pression</translation>
    </message>
    <message>
        <source>Unit of wind speed</source>
        <translation>Unité de vitesse du vent</translation>
    </message>
</context>
<context>
    <name>ui::panel::MessageStrip</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Fermer ce message</translation>
    </message>
    <message numerus="yes">
        <source>and %n more note(s): point here to read them</source>
        <translation><numerusform>et %n autre note : pointez ici pour la lire</numerusform><numerusform>et %n autres notes : pointez ici pour les lire</numerusform></translation>
    </message>
</context>
<context>
    <name>ui::panel::PadPanel</name>
    <message>
        <source>Step</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Temps</translation>
    </message>
    <message>
        <source>Shown diffusion step</source>
        <translation>Étape de diffusion affichée</translation>
    </message>
    <message>
        <source>Shown physical time</source>
        <translation>Temps physique affiché</translation>
    </message>
    <message>
        <source>● Live</source>
        <translation>● Direct</translation>
    </message>
    <message>
        <source>Follow the newest step</source>
        <translation>Suivre la dernière étape</translation>
    </message>
</context>
<context>
    <name>ui::panel::RunPanel</name>
    <message>
        <source>Fit to %1</source>
        <translation>Ajusté à %1</translation>
    </message>
    <message>
        <source>Around %1</source>
        <translation>Autour de %1</translation>
    </message>
    <message>
        <source>How it is sampled</source>
        <translation>Échantillonnage</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Guidage</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>Échantillonneur</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Bruitage</translation>
    </message>
    <message>
        <source>Time grid</source>
        <translation>Grille de temps</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Étapes</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membres</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>A priori</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Portée</translation>
    </message>
    <message>
        <source>Number of diffusion steps</source>
        <translation>Nombre d’étapes de diffusion</translation>
    </message>
    <message>
        <source>Number of ensemble members</source>
        <translation>Nombre de membres de l’ensemble</translation>
    </message>
    <message>
        <source>Seed of the noise</source>
        <translation>Graine du bruit</translation>
    </message>
    <message>
        <source>Background error</source>
        <translation>Erreur de l’ébauche</translation>
    </message>
    <message>
        <source>Background length scale</source>
        <translation>Portée des erreurs de l’ébauche</translation>
    </message>
    <message>
        <source>Takes effect when the run starts again</source>
        <translation>Prend effet quand l’exécution recommence</translation>
    </message>
</context>
<context>
    <name>ui::panel::StrengthControl</name>
    <message>
        <source>Observations ignored: the prior alone</source>
        <translation>Observations ignorées : l’a priori seul</translation>
    </message>
    <message>
        <source>R as stated: Bayes</source>
        <translation>R tel que donné : Bayes</translation>
    </message>
    <message>
        <source>R / %1, so σ_o × %2</source>
        <translation>R / %1, donc σ_o × %2</translation>
    </message>
    <message>
        <source>Guidance strength</source>
        <translation>Force du guidage</translation>
    </message>
    <message>
        <source>Exact guidance strength</source>
        <translation>Force exacte du guidage</translation>
    </message>
    <message>
        <source>How hard the observations pull: 0 is the prior, 1 is Bayes, more over-fits.</source>
        <translation>À quel point les observations tirent : 0 est l’a priori, 1 est Bayes, au-delà on surajuste.</translation>
    </message>
    <message>
        <source>1 Bayes</source>
        <translation>1 Bayes</translation>
    </message>
</context>
<context>
    <name>ui::panel::TrajectoryPad</name>
    <message>
        <source>noise</source>
        <translation>bruit</translation>
    </message>
    <message>
        <source>clean</source>
        <translation>net</translation>
    </message>
    <message>
        <source>%1 · step %2 of %3 · σ %4</source>
        <translation>%1 · étape %2 sur %3 · σ %4</translation>
    </message>
    <message>
        <source>Trajectory pad</source>
        <translation>Tableau de la trajectoire</translation>
    </message>
    <message>
        <source>diffusion step %1 of %2, σ %3, %4</source>
        <translation>étape de diffusion %1 sur %2, σ %3, %4</translation>
    </message>
</context>
<context>
    <name>ui::window::Actions</name>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Ouvrir…</translation>
    </message>
    <message>
        <source>&amp;Save result…</source>
        <translation>&amp;Enregistrer le résultat…</translation>
    </message>
    <message>
        <source>Save re&amp;quest…</source>
        <translation>Enregistrer la re&amp;quête…</translation>
    </message>
    <message>
        <source>&amp;Figure…</source>
        <translation>&amp;Figure…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>Start &amp;again</source>
        <translation>&amp;Recommencer</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Lecture</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>&amp;Étape</translation>
    </message>
    <message>
        <source>&amp;Finish here</source>
        <translation>&amp;Finir ici</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Abandon</translation>
    </message>
    <message>
        <source>&amp;Branch here</source>
        <translation>&amp;Branche ici</translation>
    </message>
    <message>
        <source>Next &amp;quantity</source>
        <translation>&amp;Grandeur suivante</translation>
    </message>
    <message>
        <source>&amp;Observations</source>
        <translation>&amp;Observations</translation>
    </message>
    <message>
        <source>Follow the newest step</source>
        <translation>Suivre la dernière étape</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Plus tôt</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>Earlier by ten</source>
        <translation>Dix pas plus tôt</translation>
    </message>
    <message>
        <source>Later by ten</source>
        <translation>Dix pas plus tard</translation>
    </message>
    <message>
        <source>Towards noise</source>
        <translation>Vers le bruit</translation>
    </message>
    <message>
        <source>Towards clean</source>
        <translation>Vers le net</translation>
    </message>
    <message>
        <source>Towards noise by ten</source>
        <translation>Dix étapes vers le bruit</translation>
    </message>
    <message>
        <source>Towards clean by ten</source>
        <translation>Dix étapes vers le net</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>Première étape</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>Dernière étape</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Agrandir</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Réduire</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Tourner à gauche</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Tourner à droite</translation>
    </message>
    <message>
        <source>Turn up</source>
        <translation>Tourner vers le haut</translation>
    </message>
    <message>
        <source>Turn down</source>
        <translation>Tourner vers le bas</translation>
    </message>
    <message>
        <source>Home view</source>
        <translation>Vue de départ</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Plein écran</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Raccourcis clavier</translation>
    </message>
    <message>
        <source>&amp;About Embellie</source>
        <translation>À &amp;propos d’Embellie</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Exécution</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Fichiers &amp;récents</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Thème</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Panneaux</translation>
    </message>
</context>
<context>
    <name>ui::window::FigureSheet</name>
    <message>
        <source>Figure</source>
        <translation>Figure</translation>
    </message>
    <message>
        <source>Slide 16:9 (1920 × 1080)</source>
        <translation>Diapositive 16:9 (1920 × 1080)</translation>
    </message>
    <message>
        <source>Slide 4K (3840 × 2160)</source>
        <translation>Diapositive 4K (3840 × 2160)</translation>
    </message>
    <message>
        <source>Paper column (1800 × 1350)</source>
        <translation>Colonne d’article (1800 × 1350)</translation>
    </message>
    <message>
        <source>Square (1500 × 1500)</source>
        <translation>Carré (1500 × 1500)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>Transparent</translation>
    </message>
    <message>
        <source>Preview of the figure</source>
        <translation>Aperçu de la figure</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>D’où elle vient</translation>
    </message>
    <message>
        <source>Made with Embellie</source>
        <translation>Réalisé avec Embellie</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Fond</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Subtitle</source>
        <translation>Sous-titre</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Légende</translation>
    </message>
    <message>
        <source>Save PNG…</source>
        <translation>Enregistrer en PNG…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>No OpenGL here, so no picture can be drawn</source>
        <translation>Pas d’OpenGL ici : aucune image ne peut être dessinée</translation>
    </message>
    <message>
        <source>Save the figure</source>
        <translation>Enregistrer la figure</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>Image PNG (*.png)</translation>
    </message>
    <message>
        <source>The figure cannot be written to %1.</source>
        <translation>La figure ne peut pas être écrite dans %1.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Choisissez un dossier où vous pouvez écrire.</translation>
    </message>
</context>
<context>
    <name>ui::window::GlobePane</name>
    <message>
        <source>Point at the globe to read values</source>
        <translation>Pointez le globe pour lire les valeurs</translation>
    </message>
    <message>
        <source>ensemble spread</source>
        <translation>dispersion de l’ensemble</translation>
    </message>
    <message>
        <source>ensemble mean</source>
        <translation>moyenne de l’ensemble</translation>
    </message>
    <message>
        <source>member %1</source>
        <translation>membre %1</translation>
    </message>
    <message>
        <source>step %1/%2</source>
        <translation>étape %1/%2</translation>
    </message>
    <message>
        <source>obs %1</source>
        <translation>obs %1</translation>
    </message>
    <message>
        <source>O−A %1</source>
        <translation>O−A %1</translation>
    </message>
    <message>
        <source>(held out)</source>
        <translation>(mise de côté)</translation>
    </message>
    <message>
        <source>(rejected: %1)</source>
        <translation>(rejetée : %1)</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>W</source>
        <translation>O</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>pas de valeur</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Membre</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Dispersion</translation>
    </message>
    <message>
        <source>Quantity on the globe</source>
        <translation>Grandeur affichée sur le globe</translation>
    </message>
    <message>
        <source>Which estimate is shown (V)</source>
        <translation>Estimation affichée (V)</translation>
    </message>
    <message>
        <source>Statistic of the ensemble</source>
        <translation>Statistique de l’ensemble</translation>
    </message>
    <message>
        <source>Values under the mouse</source>
        <translation>Valeurs sous la souris</translation>
    </message>
</context>
<context>
    <name>ui::window::MainWindow</name>
    <message>
        <source>Embellie %1: weather coming out of noise.</source>
        <translation>Embellie %1 : le temps qu’il fait sort du bruit.</translation>
    </message>
    <message>
        <source>Free software under the GPL, version 3 or later.</source>
        <translation>Logiciel libre sous licence GPL, version 3 ou ultérieure.</translation>
    </message>
    <message>
        <source>Changed: takes effect when the run starts again (Ctrl+R)</source>
        <translation>Modifié : prendra effet quand l’exécution recommencera (Ctrl+R)</translation>
    </message>
    <message>
        <source>Embellie</source>
        <translation>Embellie</translation>
    </message>
    <message>
        <source>Data and layers</source>
        <translation>Données et couches</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Exécution</translation>
    </message>
    <message>
        <source>Trajectory: physical time × diffusion step</source>
        <translation>Trajectoire : temps physique × étape de diffusion</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Preparing the run</source>
        <translation>Préparation de l’exécution</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Ouverture de %1</translation>
    </message>
    <message>
        <source>Changed: press B to branch from the shown step, or Space to run again</source>
        <translation>Modifié : B crée une branche à l’étape affichée, Espace recommence</translation>
    </message>
    <message>
        <source>Branching from step %1</source>
        <translation>Branche à partir de l’étape %1</translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation>Abandonné</translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation>%1 est ouvert</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 est enregistré</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Weather files (*.nc *.nc4 *.cdf *.csv *.json);;All files (*)</source>
        <translation>Fichiers météo (*.nc *.nc4 *.cdf *.csv *.json);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>Enregistrer le résultat</translation>
    </message>
    <message>
        <source>NetCDF (*.nc)</source>
        <translation>NetCDF (*.nc)</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Écriture de %1</translation>
    </message>
    <message>
        <source>Save the request</source>
        <translation>Enregistrer la requête</translation>
    </message>
    <message>
        <source>Request (*.json)</source>
        <translation>Requête (*.json)</translation>
    </message>
    <message>
        <source>The request cannot be written to %1.</source>
        <translation>La requête ne peut pas être écrite dans %1.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Choisissez un dossier où vous pouvez écrire.</translation>
    </message>
</context>
<context>
    <name>ui::window::PictureRun</name>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Le dossier %1 ne peut pas être créé.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Choisissez un dossier où vous pouvez écrire.</translation>
    </message>
    <message>
        <source>The file %1 holds nothing that can be drawn.</source>
        <translation>Le fichier %1 ne contient rien qui puisse être dessiné.</translation>
    </message>
    <message>
        <source>Pictures need OpenGL, which this display does not have.</source>
        <translation>Les images demandent OpenGL, que cet écran n’a pas.</translation>
    </message>
    <message>
        <source>Try it under xvfb-run.</source>
        <translation>Essayez avec xvfb-run.</translation>
    </message>
    <message>
        <source>The picture %1 cannot be written.</source>
        <translation>L’image %1 ne peut pas être écrite.</translation>
    </message>
</context>
<context>
    <name>ui::window::RunView</name>
    <message>
        <source>Noisy x_t</source>
        <translation>Bruité x_t</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Vérité</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Ébauche</translation>
    </message>
    <message>
        <source>Exact posterior mean</source>
        <translation>Moyenne a posteriori exacte</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Denoised x₀</source>
        <translation>Débruité x₀</translation>
    </message>
    <message>
        <source>Error x₀ − truth</source>
        <translation>Erreur x₀ − vérité</translation>
    </message>
    <message>
        <source>Increment x₀ − background</source>
        <translation>Incrément x₀ − ébauche</translation>
    </message>
</context>
<context>
    <name>ui::window::ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
</context>
<context>
    <name>ui::window::StatusLine</name>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>Sampling the prior: there are no observations</source>
        <translation>Échantillonnage de l’a priori : il n’y a pas d’observations</translation>
    </message>
    <message numerus="yes">
        <source>Starting with %n observation(s)</source>
        <translation><numerusform>Départ avec %n observation</numerusform><numerusform>Départ avec %n observations</numerusform></translation>
    </message>
    <message>
        <source>Step %1/%2 · σ %3</source>
        <translation>Étape %1/%2 · σ %3</translation>
    </message>
    <message>
        <source>χ² %1</source>
        <translation>χ² %1</translation>
    </message>
    <message>
        <source>RMSE %1</source>
        <translation>EQM %1</translation>
    </message>
    <message>
        <source>%1 ms/step</source>
        <translation>%1 ms/étape</translation>
    </message>
    <message>
        <source>Paused at step %1</source>
        <translation>En pause à l’étape %1</translation>
    </message>
    <message numerus="yes">
        <source>Finished: %n step(s) in %1 s, %2 network evaluations</source>
        <translation><numerusform>Terminé : %n étape en %1 s, %2 évaluations du débruiteur</numerusform><numerusform>Terminé : %n étapes en %1 s, %2 évaluations du débruiteur</numerusform></translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Lecture de %1</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>Acts on</source>
        <translation>Agit sur</translation>
    </message>
    <message>
        <source>Adams–Bashforth (LMS)</source>
        <translation>Adams–Bashforth (LMS)</translation>
    </message>
    <message>
        <source>Appa's corrector is biased: where the clean variance is λ it settles at (λ+σ²)/(1 − δκ/2) instead of λ+σ², κ = σ²/(λ+σ²), so +5.3 % at high noise with δ = 0.1. The unbiased form is exact at high noise; its δ is about twice Appa's.</source>
        <translation>Le correcteur d’Appa est biaisé : où la variance nette est λ, il se fixe à (λ+σ²)/(1 − δκ/2) au lieu de λ+σ², κ = σ²/(λ+σ²), soit +5,3 % à fort bruit avec δ = 0,1. La forme sans biais est exacte à fort bruit ; son δ vaut environ le double de celui d’Appa.</translation>
    </message>
    <message>
        <source>Classifier-free guidance</source>
        <translation>Guidage sans classifieur</translation>
    </message>
    <message>
        <source>Cloud cover</source>
        <translation>Nébulosité</translation>
    </message>
    <message>
        <source>Correction size δ</source>
        <translation>Taille de correction δ</translation>
    </message>
    <message>
        <source>Corrections a step</source>
        <translation>Corrections par étape</translation>
    </message>
    <message>
        <source>Corrector</source>
        <translation>Correcteur</translation>
    </message>
    <message>
        <source>Cosine (variance preserving)</source>
        <translation>Cosinus (variance conservée)</translation>
    </message>
    <message>
        <source>Covariance of Tweedie's formula in the solve</source>
        <translation>Covariance de Tweedie dans la résolution</translation>
    </message>
    <message>
        <source>Covariance of the prior</source>
        <translation>Covariance de l’a priori</translation>
    </message>
    <message>
        <source>DDIM</source>
        <translation>DDIM</translation>
    </message>
    <message>
        <source>DDPM (ancestral)</source>
        <translation>DDPM (ancestral)</translation>
    </message>
    <message>
        <source>DPS (posterior sampling by gradient)</source>
        <translation>DPS (a posteriori par gradient)</translation>
    </message>
    <message>
        <source>Dew point</source>
        <translation>Point de rosée</translation>
    </message>
    <message>
        <source>DiffPIR (proximal step)</source>
        <translation>DiffPIR (pas proximal)</translation>
    </message>
    <message>
        <source>EDM</source>
        <translation>EDM</translation>
    </message>
    <message>
        <source>EDM's own σ_max is 80; correlated trajectories need σ_max ≥ 10·√(largest eigenvalue).</source>
        <translation>Le σ_max d’EDM est 80 ; des trajectoires corrélées demandent σ_max ≥ 10·√(plus grande valeur propre).</translation>
    </message>
    <message>
        <source>Eastward wind</source>
        <translation>Vent d’ouest</translation>
    </message>
    <message>
        <source>Euler</source>
        <translation>Euler</translation>
    </message>
    <message>
        <source>Exact for a Gaussian prior without observations, whatever the steps; with order n, c is interpolated at the last n nodes. Needs a prior with a known covariance.</source>
        <translation>Exact pour un a priori gaussien sans observations, quel que soit le nombre d’étapes ; à l’ordre n, c est interpolé aux n derniers nœuds. Demande un a priori de covariance connue.</translation>
    </message>
    <message>
        <source>Exponent ρ</source>
        <translation>Exposant ρ</translation>
    </message>
    <message>
        <source>First order; algebraically DDIM with η = 0.</source>
        <translation>Premier ordre ; algébriquement DDIM avec η = 0.</translation>
    </message>
    <message>
        <source>Fitting the prior</source>
        <translation>Ajustement de l’a priori</translation>
    </message>
    <message>
        <source>Geopotential</source>
        <translation>Géopotentiel</translation>
    </message>
    <message>
        <source>Geopotential height</source>
        <translation>Hauteur géopotentielle</translation>
    </message>
    <message>
        <source>Gust</source>
        <translation>Rafale</translation>
    </message>
    <message>
        <source>Heun</source>
        <translation>Heun</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>Itérations</translation>
    </message>
    <message>
        <source>Its ends are a little inside σ_min and σ_max (σ(0) = σ_min/(1−e)^ρ).</source>
        <translation>Ses extrémités sont un peu à l’intérieur de σ_min et σ_max (σ(0) = σ_min/(1−e)^ρ).</translation>
    </message>
    <message>
        <source>Karras (EDM)</source>
        <translation>Karras (EDM)</translation>
    </message>
    <message>
        <source>Knows nothing of the observations' errors; made for ancestral samplers (ddpm). The norm over all members, as in azula, makes members depend on each other.</source>
        <translation>Ignore les erreurs des observations ; fait pour les échantillonneurs ancestraux (ddpm). La norme sur tous les membres, comme dans azula, rend les membres dépendants.</translation>
    </message>
    <message>
        <source>Least noise</source>
        <translation>Bruit le plus faible</translation>
    </message>
    <message>
        <source>Least signal</source>
        <translation>Signal le plus faible</translation>
    </message>
    <message>
        <source>Leave out the denoiser's derivative</source>
        <translation>Sans la dérivée du débruiteur</translation>
    </message>
    <message>
        <source>Linear solver</source>
        <translation>Solveur linéaire</translation>
    </message>
    <message>
        <source>Log-linear</source>
        <translation>Log-linéaire</translation>
    </message>
    <message>
        <source>Log-logit</source>
        <translation>Log-logit</translation>
    </message>
    <message>
        <source>MMPS (moment matching)</source>
        <translation>MMPS (accord des moments)</translation>
    </message>
    <message>
        <source>MMPS with A V Aᵀ replaced by its row sums: no solve; exact for one observation. Row sums can be negative, which is no variance: they are held at 0. azula leaves them so, and puts V Aᵀ 1 through A itself where A is not linear.</source>
        <translation>MMPS où A V Aᵀ est remplacé par les sommes de ses lignes : sans résolution ; exact pour une seule observation. Ces sommes peuvent être négatives, ce qui n’est pas une variance : elles sont bornées à 0. azula les laisse ainsi, et fait passer V Aᵀ 1 par A lui-même si A n’est pas linéaire.</translation>
    </message>
    <message>
        <source>Making the demonstration climate</source>
        <translation>Création du climat de démonstration</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>Erreur absolue moyenne</translation>
    </message>
    <message>
        <source>Mean sea level pressure</source>
        <translation>Pression au niveau de la mer</translation>
    </message>
    <message>
        <source>Mixing ratio</source>
        <translation>Rapport de mélange</translation>
    </message>
    <message>
        <source>Most noise</source>
        <translation>Bruit le plus fort</translation>
    </message>
    <message>
        <source>Needs no derivative of the denoiser; spreads an observation only as far as its own operator does.</source>
        <translation>Ne demande pas la dérivée du débruiteur ; n’étend une observation qu’aussi loin que son propre opérateur.</translation>
    </message>
    <message>
        <source>No derivative of the denoiser: an observation spreads only as far as its own operator does. Exact for a white prior of variance c where λ = 1 + u²/c. auto: Cholesky, or conjugate gradients to a relative residual of 1e-6; a number: so many iterations of the solver.</source>
        <translation>Sans dérivée du débruiteur : une observation ne s’étend pas plus loin que son propre opérateur. Exact pour un a priori blanc de variance c si λ = 1 + u²/c. auto : Cholesky, ou gradients conjugués jusqu’à un résidu relatif de 1e-6 ; un nombre : autant d’itérations du solveur.</translation>
    </message>
    <message>
        <source>No product with the denoiser's derivative; exact for a Gaussian prior and linear observations. auto: Cholesky up to 7,000 observations, else conjugate gradients to a relative residual of 1e-4; a number: so many plain iterations of the solver. Needs a prior with a known covariance.</source>
        <translation>Aucun produit avec la dérivée du débruiteur ; exact pour un a priori gaussien et des observations linéaires. auto : Cholesky jusqu’à 7 000 observations, sinon gradients conjugués jusqu’à un résidu relatif de 1e-4 ; un nombre : autant d’itérations simples du solveur. Demande un a priori de covariance connue.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>Norm taken over</source>
        <translation>Norme prise sur</translation>
    </message>
    <message>
        <source>Northward wind</source>
        <translation>Vent du sud</translation>
    </message>
    <message>
        <source>Not Bayesian: y is taken for exact and blended in with the weight s/(1+s), whatever the observations' errors. Costs as many denoiser calls a step as there are repetitions.</source>
        <translation>Non bayésien : y est pris pour exact et mélangé avec le poids s/(1+s), quelles que soient les erreurs des observations. Coûte autant d’appels du débruiteur par étape qu’il y a de répétitions.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordre</translation>
    </message>
    <message>
        <source>PGDM (pseudo-inverse)</source>
        <translation>PGDM (pseudo-inverse)</translation>
    </message>
    <message>
        <source>Potential temperature</source>
        <translation>Température potentielle</translation>
    </message>
    <message>
        <source>Precipitation</source>
        <translation>Précipitations</translation>
    </message>
    <message>
        <source>Predictor–corrector</source>
        <translation>Prédicteur–correcteur</translation>
    </message>
    <message>
        <source>Pressure</source>
        <translation>Pression</translation>
    </message>
    <message>
        <source>RePaint (not Bayesian)</source>
        <translation>RePaint (non bayésien)</translation>
    </message>
    <message>
        <source>Reading observations</source>
        <translation>Lecture des observations</translation>
    </message>
    <message>
        <source>Reading the truth</source>
        <translation>Lecture de la vérité</translation>
    </message>
    <message>
        <source>Rectified</source>
        <translation>Rectifié</translation>
    </message>
    <message>
        <source>Regularisation λ</source>
        <translation>Régularisation λ</translation>
    </message>
    <message>
        <source>Relative humidity</source>
        <translation>Humidité relative</translation>
    </message>
    <message>
        <source>Repetitions a step</source>
        <translation>Répétitions par étape</translation>
    </message>
    <message>
        <source>Row sums of A V Aᵀ</source>
        <translation>Sommes des lignes de A V Aᵀ</translation>
    </message>
    <message>
        <source>SDA (variance heuristic)</source>
        <translation>SDA (variance heuristique)</translation>
    </message>
    <message>
        <source>Scale of the correction c</source>
        <translation>Échelle c de la correction</translation>
    </message>
    <message>
        <source>Scaling of x_t</source>
        <translation>Mise à l’échelle de x_t</translation>
    </message>
    <message>
        <source>Sea surface temperature</source>
        <translation>Température de surface de la mer</translation>
    </message>
    <message>
        <source>Sea-level pressure</source>
        <translation>Pression au niveau de la mer</translation>
    </message>
    <message>
        <source>Second order; two denoiser calls a step.</source>
        <translation>Second ordre ; deux appels du débruiteur par étape.</translation>
    </message>
    <message>
        <source>Semi-exact (exponential)</source>
        <translation>Semi-exact (exponentiel)</translation>
    </message>
    <message>
        <source>Setting up the window</source>
        <translation>Mise en place de la fenêtre</translation>
    </message>
    <message>
        <source>Solver of a number of iterations</source>
        <translation>Solveur pour un nombre d’itérations</translation>
    </message>
    <message>
        <source>Solving exactly</source>
        <translation>Résolution exacte</translation>
    </message>
    <message>
        <source>Specific humidity</source>
        <translation>Humidité spécifique</translation>
    </message>
    <message>
        <source>Spread of the logit</source>
        <translation>Étalement du logit</translation>
    </message>
    <message>
        <source>Starts at first order; one denoiser call a step.</source>
        <translation>Commence au premier ordre ; un appel du débruiteur par étape.</translation>
    </message>
    <message>
        <source>Step size ζ</source>
        <translation>Pas ζ</translation>
    </message>
    <message>
        <source>Stochastic, first order; one denoiser call a step.</source>
        <translation>Stochastique, premier ordre ; un appel du débruiteur par étape.</translation>
    </message>
    <message>
        <source>Stochasticity η</source>
        <translation>Stochasticité η</translation>
    </message>
    <message>
        <source>Strengthens the prior's own condition (its date, past states or words) and looks at no observation: s = 1 is the plain conditional prior, 0 the prior without its condition. A prior that has none is refused.</source>
        <translation>Renforce la condition propre à l’a priori (date, états passés ou mots) et ne regarde aucune observation : s = 1 est l’a priori conditionnel tel quel, 0 l’a priori sans sa condition. Un a priori qui n’en a pas est refusé.</translation>
    </message>
    <message>
        <source>Surface pressure</source>
        <translation>Pression de surface</translation>
    </message>
    <message>
        <source>Surface temperature</source>
        <translation>Température de surface</translation>
    </message>
    <message>
        <source>TDS (twisted particles)</source>
        <translation>TDS (particules infléchies)</translation>
    </message>
    <message>
        <source>TMPD (moment projection)</source>
        <translation>TMPD (projection des moments)</translation>
    </message>
    <message>
        <source>Takes correlated observations for independent: needs a larger γ the denser they are. The paper uses the original spread with γ = 0.01, Appa the bounded one with γ = 1.</source>
        <translation>Prend des observations corrélées pour indépendantes : γ doit croître avec leur densité. L’article utilise la dispersion d’origine avec γ = 0,01, Appa la dispersion bornée avec γ = 1.</translation>
    </message>
    <message>
        <source>Takes the observations for exact: made for noiseless data and ddim. Unstable where s·c exceeds 2, as each late step then overshoots y.</source>
        <translation>Prend les observations pour exactes : fait pour des données sans bruit et ddim. Instable si s·c dépasse 2, car chaque étape tardive dépasse alors y.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>The only method whose error falls with the number of members alone; takes DDPM steps whatever the sampler. In many dimensions few particles survive and the members become alike.</source>
        <translation>La seule méthode dont l’erreur diminue par le seul nombre de membres ; fait des pas DDPM quel que soit l’échantillonneur. En grande dimension, peu de particules survivent et les membres se ressemblent.</translation>
    </message>
    <message>
        <source>Uniform in log σ</source>
        <translation>Uniforme en log σ</translation>
    </message>
    <message>
        <source>Uniform in t</source>
        <translation>Uniforme en t</translation>
    </message>
    <message>
        <source>Variance factor γ</source>
        <translation>Facteur de variance γ</translation>
    </message>
    <message>
        <source>Variance factor γ of the twist</source>
        <translation>Facteur de variance γ de l’inflexion</translation>
    </message>
    <message>
        <source>Variance of x₀</source>
        <translation>Variance de x̂₀</translation>
    </message>
    <message>
        <source>Vertical velocity</source>
        <translation>Vitesse verticale</translation>
    </message>
    <message>
        <source>W2C</source>
        <translation>W2C</translation>
    </message>
    <message>
        <source>Wind direction</source>
        <translation>Direction du vent</translation>
    </message>
    <message>
        <source>Wind speed</source>
        <translation>Vitesse du vent</translation>
    </message>
    <message>
        <source>auto stops at a relative residual of 1e-3 (at most 64 iterations) and starts at the last step's solution; where the prior's covariance is known, the solve it would give is the preconditioner. Without Tweedie's formula V = σ²/(1+σ²) in the solve only.</source>
        <translation>auto s’arrête à un résidu relatif de 1e-3 (au plus 64 itérations) et part de la solution de l’étape précédente ; si la covariance de l’a priori est connue, la résolution qu’elle donnerait sert de préconditionneur. Sans la formule de Tweedie, V = σ²/(1+σ²) dans la résolution seulement.</translation>
    </message>
    <message>
        <source>spectral</source>
        <translation>spectral</translation>
    </message>
    <message>
        <source>η = 0 is deterministic (Euler's method in σ/α), η = 1 is DDPM.</source>
        <translation>η = 0 est déterministe (méthode d’Euler en σ/α), η = 1 est DDPM.</translation>
    </message>
</context>
</TS>
